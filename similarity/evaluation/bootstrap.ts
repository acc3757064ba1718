import type { Random } from "../../domain/mod.ts";

/** A mean with its 95 % bootstrap interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Values that the mean is of. */
  readonly count: number;
}

const RESAMPLES = 1000;
const TAIL = 0.025;

/**
 * Mean of values and the percentile interval of 1,000 resamples (Efron 1979). NaN where there are no
 * values.
 */
export function meanInterval(values: ArrayLike<number>, random: Random): MeanInterval {
  const count = values.length;
  const meanOf = (pick: () => number) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += pick();
    return sum / count;
  };
  let at = 0;
  const mean = meanOf(() => values[at++]!);
  if (count === 0) return { mean, low: NaN, high: NaN, count };
  const means = Float64Array.from(
    { length: RESAMPLES },
    () => meanOf(() => values[Math.floor(random() * count)]!),
  ).sort();
  return {
    mean,
    low: means[Math.floor(TAIL * RESAMPLES)]!,
    high: means[Math.ceil((1 - TAIL) * RESAMPLES) - 1]!,
    count,
  };
}
