/** What one axis of a map reaches over, from −1 on it to 1. */
export interface AxisExtent {
  /** In its own unit; NaN where nothing has a value. */
  readonly from: number;
  readonly to: number;
  readonly log: boolean;
}

/** Values as places from −1 to 1 on an axis, and what it reaches over; NaN where there is no place. */
export function placed(
  values: Float64Array,
  { log }: { readonly log: boolean },
): { readonly places: Float64Array; readonly extent: AxisExtent } {
  const shown = log ? values.map((value) => value > 0 ? Math.log10(value) : NaN) : values;
  let [from, to] = [Infinity, -Infinity];
  for (const value of shown) {
    if (value < from) from = value;
    if (value > to) to = value;
  }
  const none = from > to;
  const places = shown.map((value) => to > from ? 2 * (value - from) / (to - from) - 1 : 0 * value);
  const own = (edge: number) => none ? NaN : log ? 10 ** edge : edge;
  return { places, extent: { from: own(from), to: own(to), log } };
}
