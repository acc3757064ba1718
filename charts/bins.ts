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
 * Bins the values of a column. Bins hold their lower edge; the last one holds its upper edge too.
 *
 * @param values NaN where there is none.
 * @param options `mask`: only rows where it is not 0 are counted.
 */
export function binsOf(
  values: ArrayLike<number>,
  options: {
    readonly range: readonly [number, number];
    readonly bin: number;
    readonly mask?: Uint8Array;
  },
): Bins {
  const { range: [from, to], bin: width, mask } = options;
  const counts: number[] = new Array(Math.max(1, Math.round((to - from) / width))).fill(0);
  let below = 0;
  let above = 0;
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    if (mask && !mask[i]) continue;
    const value = values[i]!;
    if (Number.isNaN(value)) missing++;
    else if (value < from) below++;
    else if (value > to) above++;
    else {
      // float32 columns put 0.15 just under 0.15: a sliver of a bin keeps it in the bin it names
      const at = Math.min(counts.length - 1, Math.floor((value - from) / width + 1e-6));
      counts[at] = counts[at]! + 1;
    }
  }
  return { from, width, counts, below, above, missing };
}

/** Values that are there: in the bins, below and above them. */
export function presentIn(bins: Bins): number {
  return bins.counts.reduce((sum, count) => sum + count, 0) + bins.below + bins.above;
}

/** Lower and upper edge of a bin, free of the dust of adding up binary fractions. */
export function edgesOf(bins: Bins, index: number): readonly [number, number] {
  return [clean(bins.from + index * bins.width), clean(bins.from + (index + 1) * bins.width)];
}

/** A number without the last digits that binary fractions leave. */
export function clean(value: number): number {
  return Number(value.toPrecision(10));
}
