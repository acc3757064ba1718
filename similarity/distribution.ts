import { rowsWithVector } from "./_rows.ts";
import { cosineOf } from "./exact.ts";
import type { VectorTable } from "./vector_table.ts";
import { seeded } from "../domain/mod.ts";

/** How many rows lie at each distance from a query. */
export interface DistanceHistogram {
  /** Distance at the start of the first bin and at the end of the last. */
  readonly from: number;
  readonly to: number;
  /** Rows in each bin of equal width. */
  readonly counts: Uint32Array;
}

/**
 * Histogram of cosine distances, over the range that occurs. Without distances all counts are 0.
 *
 * @param cosines Cosine of each row with the query; NaN where a row has none.
 * @param except A row that does not count, such as the query's own.
 */
export function distanceHistogram(
  cosines: Float32Array,
  { bins = 60, except }: { readonly bins?: number; readonly except?: number | undefined } = {},
): DistanceHistogram {
  const distances = new Float32Array(cosines.length);
  let count = 0;
  let from = Infinity;
  let to = 0;
  for (let row = 0; row < cosines.length; row++) {
    if (row === except || Number.isNaN(cosines[row]!)) continue;
    const distance = Math.fround(Math.max(0, 1 - cosines[row]!));
    if (distance < from) from = distance;
    if (distance > to) to = distance;
    distances[count++] = distance;
  }
  const counts = new Uint32Array(bins);
  if (count === 0) return { from: 0, to: 0, counts };
  const scale = to > from ? bins / (to - from) : 0;
  for (let i = 0; i < count; i++) {
    counts[Math.min(bins - 1, Math.floor((distances[i]! - from) * scale))]!++;
  }
  return { from, to, counts };
}

/**
 * Where a distance lies among those of random pairs of a space. Raw cosines of two spaces cannot be
 * compared; these can: 0.001 means that one pair in a thousand is nearer.
 */
export class PairDistances {
  readonly #sorted: Float64Array;

  /** @param pairs Pairs to draw; the smallest share that can be told from 0 is one in as many. */
  constructor(
    table: VectorTable,
    { pairs = 20_000, seed = 1 }: { readonly pairs?: number; readonly seed?: number } = {},
  ) {
    const rows = rowsWithVector(table);
    const random = seeded(seed);
    const draw = () => Math.floor(random() * rows.length);
    this.#sorted = Float64Array.from({ length: rows.length < 2 ? 0 : pairs }, () => {
      const a = draw();
      const b = (a + 1 + Math.floor(random() * (rows.length - 1))) % rows.length;
      return 1 - cosineOf(table.unit(rows[a]!), table.unit(rows[b]!));
    }).sort();
  }

  /** Standard deviation of the distances (population); NaN where there are no pairs. */
  get deviation(): number {
    const count = this.#sorted.length;
    const mean = this.#sorted.reduce((sum, distance) => sum + distance, 0) / count;
    return Math.sqrt(this.#sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count);
  }

  /** Share of random pairs that are nearer than `distance`, in [0, 1]; NaN where there are no pairs. */
  shareNearer(distance: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]! < distance) low = middle + 1;
      else high = middle;
    }
    return low / this.#sorted.length;
  }
}

/**
 * Rank of a row in the whole list of a query as a share in (0, 1]: 0.01 where 1 % of the other tracks
 * are as near or nearer. NaN where the row has no vector.
 *
 * @param cosines Cosine of each row with the query; NaN where a row has none.
 */
export function rankPercentile(
  cosines: Float32Array,
  row: number,
  { except }: { readonly except?: number | undefined } = {},
): number {
  const cosine = cosines[row]!;
  if (Number.isNaN(cosine)) return NaN;
  let nearer = 0;
  let all = 0;
  for (let other = 0; other < cosines.length; other++) {
    if (other === except || Number.isNaN(cosines[other]!)) continue;
    all++;
    if (cosines[other]! >= cosine) nearer++;
  }
  return nearer / all;
}
