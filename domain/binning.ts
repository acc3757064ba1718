import type { NumberDescriptor } from "./catalogue.ts";

/** What bins are made of: where they begin and end, and how wide one is. */
export type Binning = Pick<NumberDescriptor, "range" | "bin">;

/** A number without the last digits that binary fractions leave. */
export function clean(value: number): number {
  return Number(value.toPrecision(10));
}

/**
 * Edges of the bins of a binning, shape `(bins + 1,)`. Bins cover the range: the last one ends beyond it
 * where the range is no multiple of a bin.
 */
export function binEdges({ range: [low, high], bin }: Binning): Float64Array {
  const bins = Math.max(1, Math.ceil((high - low) / bin - 1e-9));
  return Float64Array.from({ length: bins + 1 }, (_, i) => clean(low + i * bin));
}

/**
 * The bin of a value: each holds its lower edge, the last one its upper edge too. -1 below the first
 * edge, the number of bins above the last; NaN has none, and gives NaN.
 *
 * Values and edges are compared as 32-bit floats, as columns hold them and filters compare them: so a
 * bin has the tracks that a query from its lower edge to before its upper one has.
 */
export function binFinder(binning: Binning): (value: number) => number {
  const edges = Float32Array.from(binEdges(binning));
  const bins = edges.length - 1;
  const [first, last] = [edges[0]!, edges[bins]!];
  const perUnit = bins / (last - first);
  return (given) => {
    const value = Math.fround(given);
    if (value !== value) return NaN;
    if (value < first) return -1;
    if (value > last) return bins;
    let at = Math.min(bins - 1, Math.floor((value - first) * perUnit));
    while (at > 0 && value < edges[at]!) at--;
    while (at < bins - 1 && value >= edges[at + 1]!) at++;
    return at;
  };
}
