import { cosinesTo, Largest, rowsWithVector, type VectorTable } from "../similarity/mod.ts";
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
  let [preserved, intruders, exiles] = [0, 0, 0];
  for (const query of queries) {
    const others = rows.filter((row) => row !== query);
    const cosines = cosinesTo(table, table.unit(query));
    const near = (row: number) => cosines[row]!;
    const nearOnMap = nearnessOnMap(coordinates, query);
    for (const row of nearest(others, { by: nearOnMap, k: depth })) {
      const rank = rankOf(row, others, near);
      if (rank <= depth) preserved++;
      else intruders += rank - depth;
    }
    for (const row of nearest(others, { by: near, k: depth })) {
      exiles += Math.max(0, rankOf(row, others, nearOnMap) - depth);
    }
  }
  const worst = depth * (2 * n - 3 * depth - 1) / 2;
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

type Nearness = (row: number) => number;

/** Rank of a row among others, the nearest being 1, ties in row order. */
function rankOf(row: number, others: Uint32Array, by: Nearness): number {
  const own = by(row);
  let rank = 1;
  for (const other of others) {
    const nearness = by(other);
    if (nearness > own || (nearness === own && other < row)) rank++;
  }
  return rank;
}

function nearnessOnMap(coordinates: Float32Array, query: number): Nearness {
  const [x, y] = [coordinates[2 * query]!, coordinates[2 * query + 1]!];
  return (row) => {
    const dx = coordinates[2 * row]! - x;
    const dy = coordinates[2 * row + 1]! - y;
    return -(dx * dx + dy * dy);
  };
}

function nearest(
  others: Uint32Array,
  { by, k }: { readonly by: Nearness; readonly k: number },
): Uint32Array {
  const best = new Largest(k);
  for (const row of others) best.offer(by(row));
  const { floor } = best;
  return others.filter((row) => by(row) >= floor).sort((a, b) => by(b) - by(a) || a - b)
    .subarray(0, k);
}
