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
  /** Tracks these are means over. */
  readonly sampled: number;
}

/**
 * {@linkcode MapQuality} of coordinates, shape `(n, 2)`, over a seeded sample of tracks. NaN where
 * there are fewer than two tracks.
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
  const rows = rowsWithVector(table);
  const n = rows.length;
  const depth = Math.min(k, n - 1);
  const queries = sampled(rows, { count: sample, random: seeded(seed) });
  let preserved = 0;
  let penalty = 0;
  for (const query of queries) {
    const cosines = cosinesTo(table, table.unit(query));
    for (const row of nearestOnMap(coordinates, { query, rows, k: depth })) {
      const rank = rankOf(row, { query, rows, cosines });
      if (rank <= depth) preserved++;
      else penalty += rank - depth;
    }
  }
  const worst = depth * (2 * n - 3 * depth - 1) / 2;
  return {
    k: depth,
    preserved: preserved / (depth * queries.length),
    chance: depth / (n - 1),
    trustworthiness: worst > 0 ? 1 - penalty / queries.length / worst : NaN,
    sampled: queries.length,
  };
}

/** Rank of a row among the neighbours of the query, the nearest being 1. */
function rankOf(
  row: number,
  { query, rows, cosines }: {
    readonly query: number;
    readonly rows: Uint32Array;
    readonly cosines: Float32Array;
  },
): number {
  let rank = 1;
  for (const other of rows) {
    const nearer = cosines[other]! > cosines[row]! ||
      (cosines[other] === cosines[row] && other < row);
    if (nearer && other !== query) rank++;
  }
  return rank;
}

function nearestOnMap(
  coordinates: Float32Array,
  { query, rows, k }: { readonly query: number; readonly rows: Uint32Array; readonly k: number },
): Uint32Array {
  const nearness = (row: number) => {
    const dx = coordinates[2 * row]! - coordinates[2 * query]!;
    const dy = coordinates[2 * row + 1]! - coordinates[2 * query + 1]!;
    return -(dx * dx + dy * dy);
  };
  const best = new Largest(k);
  for (const row of rows) if (row !== query) best.offer(nearness(row));
  const { floor } = best;
  return rows.filter((row) => row !== query && nearness(row) >= floor)
    .sort((a, b) => nearness(b) - nearness(a))
    .subarray(0, k);
}
