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
  // float32 columns put 0.15 just under 0.15: edges of the same precision keep it in the bin it names
  const edges = Float32Array.from(
    { length: counts.length + 1 },
    (_, i) => clean(from + i * width),
  );
  let below = 0;
  let above = 0;
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    if (mask && !mask[i]) continue;
    const value = Math.fround(values[i]!);
    if (Number.isNaN(value)) missing++;
    else if (value < edges[0]!) below++;
    else if (value > edges.at(-1)!) above++;
    else {
      counts[binAt(value, edges)]!++;
    }
  }
  return { from, width, counts, below, above, missing };
}

/** The bin between whose edges a value lies; those are at equal distances. */
function binAt(value: number, edges: Float32Array): number {
  const bins = edges.length - 1;
  const [from, to] = [edges[0]!, edges[bins]!];
  let at = Math.min(bins - 1, Math.max(0, Math.floor((value - from) / (to - from) * bins)));
  while (at > 0 && value < edges[at]!) at--;
  while (at < bins - 1 && value >= edges[at + 1]!) at++;
  return at;
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
