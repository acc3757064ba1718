import { mean, quantileSorted, sampleStandardDeviation } from "simple-statistics";
import { type Bins, binsOf } from "../charts/mod.ts";
import { type NumberDescriptor, rankCorrelation } from "../domain/mod.ts";

/** How the values of one numeric descriptor are spread. Numbers are `null` where no track has one. */
export interface Distribution {
  readonly id: string;
  /** Tracks with a value. */
  readonly n: number;
  readonly missing: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Standard deviation of the sample. */
  readonly sd: number | null;
  readonly p05: number | null;
  readonly p25: number | null;
  readonly median: number | null;
  readonly p75: number | null;
  readonly p95: number | null;
  readonly bins: Bins;
}

/** The values that are there, in ascending order. */
export function sortedValues(values: ArrayLike<number>): Float32Array {
  const present = new Float32Array(values.length);
  let length = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) present[length++] = values[i]!;
  }
  return present.slice(0, length).sort();
}

/**
 * Quantile by linear interpolation (Hyndman & Fan's type 7); NaN of no values.
 *
 * @param sorted Values in ascending order.
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  return sorted.length === 0 ? NaN : quantileSorted(Array.from(sorted), share);
}

/** Summarises a column. Not-a-number counts as missing, and so do infinities. */
export function distributionOf(
  descriptor: NumberDescriptor,
  values: ArrayLike<number>,
): Distribution {
  const sorted = sortedValues(values);
  const n = sorted.length;
  const all = Array.from(sorted);
  const at = (share: number) => n === 0 ? null : rounded(quantileSorted(all, share));
  return {
    id: descriptor.id,
    n,
    missing: values.length - n,
    min: at(0),
    max: at(1),
    mean: n === 0 ? null : rounded(mean(all)),
    sd: n < 2 ? null : rounded(sampleStandardDeviation(all)),
    p05: at(0.05),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p95: at(0.95),
    bins: { ...binsOf(sorted, descriptor), missing: values.length - n },
  };
}

/** Six significant digits: all that float32 columns hold, and the same text on every machine. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** Spearman's rank correlation of the rows that have both values; `null` below three rows. */
export function correlationOf(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const correlation = rankCorrelation(a, b, { least: 3 });
  return Number.isNaN(correlation) ? null : rounded(correlation);
}
