import type { Neighbourhoods } from "./neighbourhoods.ts";

/** How unevenly neighbour lists are filled: some tracks are in many, and some in none. */
export interface Hubness {
  readonly k: number;
  /**
   * Skewness of the k-occurrence, the number of lists a track is in (Radovanović, Nanopoulos and
   * Ivanović 2010, JMLR 11). 0 is even, above 1 is hubby; NaN where all are in equally many.
   */
  readonly skewness: number;
  /** The track in most lists, and in how many; undefined where there are none. */
  readonly largest: { readonly row: number; readonly occurrence: number } | undefined;
  /** Gini coefficient of the k-occurrence, in [0, 1): 0 where all are in equally many; NaN of no lists. */
  readonly gini: number;
  /** Tracks in no list. */
  readonly antiHubs: number;
  /** Lists that each row is in, shape `(n,)`. */
  readonly occurrence: Uint32Array;
}

/** {@linkcode Hubness} of neighbour lists over the rows that have a vector. */
export function hubnessOf(
  { k, rows }: Neighbourhoods,
  present: Uint8Array,
): Hubness {
  const occurrence = new Uint32Array(present.length);
  for (const row of rows) if (row >= 0) occurrence[row]!++;
  const counts = occurrence.filter((_, row) => present[row] === 1);
  const largest = occurrence.reduce(
    (best, count, row) => count > occurrence[best]! ? row : best,
    0,
  );
  return {
    k,
    skewness: skewnessOf(counts),
    gini: giniOf(counts),
    largest: counts.length === 0 ? undefined : { row: largest, occurrence: occurrence[largest]! },
    antiHubs: counts.reduce((sum, count) => sum + Number(count === 0), 0),
    occurrence,
  };
}

/** Gini coefficient of counts, half their mean difference by their mean (Gini 1912). */
export function giniOf(counts: ArrayLike<number>): number {
  const sorted = Float64Array.from(counts).sort();
  const n = sorted.length;
  let [sum, weighted] = [0, 0];
  sorted.forEach((count, i) => {
    sum += count;
    weighted += (2 * (i + 1) - n - 1) * count;
  });
  return sum > 0 ? weighted / (n * sum) : NaN;
}

/** Third standardised moment of a population; NaN where all values are equal. */
export function skewnessOf(values: ArrayLike<number>): number {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let second = 0;
  let third = 0;
  for (let i = 0; i < n; i++) {
    const difference = values[i]! - mean;
    second += difference ** 2 / n;
    third += difference ** 3 / n;
  }
  return second > 1e-12 ? third / second ** 1.5 : NaN;
}
