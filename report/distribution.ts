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
  const present = Float32Array.from(values).filter((value) => Number.isFinite(value));
  return present.sort();
}

/**
 * Quantile by linear interpolation (Hyndman & Fan's type 7); NaN of no values.
 *
 * @param sorted Values in ascending order.
 */
export function quantileOf(sorted: Float32Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Summarises a column. Not-a-number counts as missing, and so do infinities. */
export function distributionOf(
  descriptor: NumberDescriptor,
  values: ArrayLike<number>,
): Distribution {
  const sorted = sortedValues(values);
  const n = sorted.length;
  const at = (share: number) => n === 0 ? null : rounded(quantileOf(sorted, share));
  const { mean, sd } = momentsOf(sorted);
  return {
    id: descriptor.id,
    n,
    missing: values.length - n,
    min: at(0),
    max: at(1),
    mean,
    sd,
    p05: at(0.05),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p95: at(0.95),
    bins: { ...binsOf(sorted, descriptor), missing: values.length - n },
  };
}

function momentsOf(sorted: Float32Array): { mean: number | null; sd: number | null } {
  const n = sorted.length;
  if (n === 0) return { mean: null, sd: null };
  let sum = 0;
  for (const value of sorted) sum += value;
  const mean = sum / n;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  return { mean: rounded(mean), sd: n > 1 ? rounded(Math.sqrt(squares / (n - 1))) : null };
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
