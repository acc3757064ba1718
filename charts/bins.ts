import { binEdges, binFinder, type Binning, clean } from "../domain/mod.ts";

/**
 * Counts in bins of equal width. What lies outside the range is counted at its edge, what has no
 * value as missing, so that all counts add up to the number of tracks.
 */
export interface Bins {
  /** Lower edge of the first bin. */
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
  readonly missing: number;
}

/**
 * Bins the values of a column, as {@linkcode binFinder} does.
 *
 * @param values NaN where there is none.
 * @param options `mask`: only rows where it is not 0 are counted.
 */
export function binsOf(
  values: ArrayLike<number>,
  options: Binning & { readonly mask?: Uint8Array },
): Bins {
  const { range: [from], bin: width, mask } = options;
  const counts: number[] = new Array(binEdges(options).length - 1).fill(0);
  const binOf = binFinder(options);
  let below = 0;
  let above = 0;
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    if (mask && !mask[i]) continue;
    const bin = binOf(values[i]!);
    if (Number.isNaN(bin)) missing++;
    else if (bin < 0) below++;
    else if (bin >= counts.length) above++;
    else counts[bin]!++;
  }
  return { from, width, counts, below, above, missing };
}

/** Values that are there: in the bins, below and above them. */
export function presentIn(bins: Bins): number {
  return bins.counts.reduce((sum, count) => sum + count, 0) + bins.below + bins.above;
}

/** Lower and upper edge of a bin. */
export function edgesOf(bins: Bins, index: number): readonly [number, number] {
  return [clean(bins.from + index * bins.width), clean(bins.from + (index + 1) * bins.width)];
}
