import { Largest, rowsWithVector, type VectorTable } from "../similarity/mod.ts";
import { sampled, seeded } from "../domain/mod.ts";

/** How far a map can be trusted. A map of many dimensions on two is an approximation. */
export interface MapQuality {
  readonly k: number;
  /** Share of the `k` nearest tracks that are among the `k` nearest on the map, in [0, 1]. */
  readonly preserved: number;
  /** What `preserved` would be on a map at random. */
  readonly chance: number;
  /**
   * 1 where the nearest on the map are near indeed, about 0.5 on a map at random (Venna and Kaski
   * 2001). NaN where there are too few tracks for it.
   */
  readonly trustworthiness: number;
  /** 1 where what is near is near on the map too, about 0.5 on a map at random (the same authors). */
  readonly continuity: number;
  /** Tracks these are means over. */
  readonly sampled: number;
}

/** Queries whose cosines are in memory at a time: 128 MB with a million tracks. */
const AT_A_TIME = 32;

/**
 * {@linkcode MapQuality} of coordinates, shape `(n, 2)`, over a seeded sample of tracks. Those that the
 * map leaves out do not count. NaN where there are fewer than two tracks.
 */
export function mapQuality(
  table: VectorTable,
  coordinates: Float32Array,
  { k = 10, sample = 200, seed = 1 }: {
    readonly k?: number;
    readonly sample?: number;
    readonly seed?: number;
  } = {},
): MapQuality {
  const rows = rowsWithVector(table).filter((row) =>
    !Number.isNaN(coordinates[2 * row]! + coordinates[2 * row + 1]!)
  );
  const n = rows.length;
  const depth = Math.min(k, n - 1);
  const queries = sampled(rows, { count: sample, random: seeded(seed) });
  const near = new Float64Array(n);
  const onMap = new Float64Array(n);
  let [preserved, intruders, exiles] = [0, 0, 0];
  for (const { query, cosines } of cosinesOf(table, queries)) {
    const [x, y] = [coordinates[2 * query]!, coordinates[2 * query + 1]!];
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const dx = coordinates[2 * row]! - x;
      const dy = coordinates[2 * row + 1]! - y;
      near[i] = row === query ? -Infinity : cosines[row]!;
      onMap[i] = row === query ? -Infinity : -(dx * dx + dy * dy);
    }
    for (const place of nearest(onMap, depth)) {
      const rank = rankOf(place, near);
      if (rank <= depth) preserved++;
      else intruders += rank - depth;
    }
    for (const place of nearest(near, depth)) exiles += Math.max(0, rankOf(place, onMap) - depth);
  }
  const worst = worstRanks(n, depth);
  const without = (penalty: number) => worst > 0 ? 1 - penalty / queries.length / worst : NaN;
  return {
    k: depth,
    preserved: preserved / (depth * queries.length),
    chance: depth / (n - 1),
    trustworthiness: without(intruders),
    continuity: without(exiles),
    sampled: queries.length,
  };
}

/** How far beyond the `k` nearest the ranks of one track's neighbours lie at worst, summed (the same authors). */
function worstRanks(n: number, k: number): number {
  const further = n - k;
  return 2 * k < n ? k * (2 * n - 3 * k - 1) / 2 : further * (further - 1) / 2;
}

/** Cosines of each query with all rows: many queries at a time, so that the rows are read seldom. */
function* cosinesOf(table: VectorTable, queries: Uint32Array) {
  const products = Array.from(
    { length: Math.min(AT_A_TIME, queries.length) },
    () => new Float32Array(table.length),
  );
  for (let from = 0; from < queries.length; from += AT_A_TIME) {
    const block = queries.subarray(from, from + AT_A_TIME);
    table.rows.dots(Array.from(block, (row) => table.unit(row)), {
      to: table.length,
      each: (query, at, part) => products[query]!.set(part, at),
    });
    for (const [i, query] of block.entries()) yield { query, cosines: products[i]! };
  }
}

/** Rank of a place by nearness, the nearest being 1, ties in order. */
function rankOf(place: number, nearness: Float64Array): number {
  const own = nearness[place]!;
  let rank = 1;
  for (let other = 0; other < nearness.length; other++) {
    const score = nearness[other]!;
    if (score > own || (score === own && other < place)) rank++;
  }
  return rank;
}

/** The places of the `k` nearest, the nearest first, ties in order. */
function nearest(nearness: Float64Array, k: number): number[] {
  const best = new Largest(k);
  for (const score of nearness) best.offer(score);
  const { floor } = best;
  const places: number[] = [];
  for (let place = 0; place < nearness.length; place++) {
    if (nearness[place]! >= floor && nearness[place]! > -Infinity) places.push(place);
  }
  return places.sort((a, b) => nearness[b]! - nearness[a]! || a - b).slice(0, k);
}
