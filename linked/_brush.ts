/** A brushed stretch; an end that is left out is open. */
export interface Range {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** A descriptor's axis in px. */
export interface BrushScale {
  readonly low: number;
  readonly high: number;
  /** Brushes snap to multiples of this from `low`. */
  readonly step: number;
  /** Where `low` stands, px. */
  readonly start: number;
  /** Where `high` stands, px: less than `start` on an axis that grows upwards. */
  readonly end: number;
}

/** What a drag does to a brush; `hold` leaves it as it is along one of two axes. */
export type Grip = "new" | "min" | "max" | "move" | "hold";

/** Place of a value, px. */
export function toPx(scale: BrushScale, value: number): number {
  const { low, high, start, end } = scale;
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return start + share * (end - start);
}

/** Value at a place, snapped and kept within the axis. */
export function toValue(scale: BrushScale, x: number): number {
  const { low, high, start, end } = scale;
  const value = low + (x - start) / (end - start) * (high - low);
  return snap(scale, value);
}

/** The nearest multiple of the step within the axis. */
export function snap(scale: BrushScale, value: number): number {
  const { low, high, step } = scale;
  const snapped = low + Math.round((value - low) / step) * step;
  return Number(Math.min(high, Math.max(low, snapped)).toFixed(6));
}

/** How close to an end of a brush the pointer takes hold of it, px. */
const REACH = 9;

/** What a press at `x` takes hold of. */
export function gripAt(
  scale: BrushScale,
  press: { readonly x: number; readonly range: Range },
): Grip {
  const { x, range: { min, max } } = press;
  if (isOpen({ min, max })) return "new";
  const from = toPx(scale, min ?? scale.low);
  const to = toPx(scale, max ?? scale.high);
  const [toMin, toMax] = [Math.abs(x - from), Math.abs(x - to)];
  if (Math.min(toMin, toMax) <= REACH) return toMin < toMax ? "min" : "max";
  return x > Math.min(from, to) && x < Math.max(from, to) ? "move" : "new";
}

/** Whether nothing is asked. */
export function isOpen({ min, max }: Range): boolean {
  return min === undefined && max === undefined;
}

/** Whether a step of an axis has values of a range; one that begins where the range does has. */
export function meets(
  { min = -Infinity, max = Infinity }: Range,
  step: { readonly from: number; readonly to: number },
): boolean {
  return step.from === min || (step.from < max && step.to > min);
}

/**
 * What a press takes hold of on each of the axes: an edge, two at a corner, the whole brush, or
 * nothing, which begins a new one.
 */
export function gripsAt(
  scales: readonly BrushScale[],
  press: { readonly at: readonly number[]; readonly ranges: readonly Range[] },
): readonly Grip[] {
  const grips = scales.map((scale, i): Grip => {
    const range = press.ranges[i] ?? {};
    return isOpen(range) ? "hold" : gripAt(scale, { x: press.at[i]!, range });
  });
  if (grips.includes("new") || grips.every((grip) => grip === "hold")) {
    return grips.map(() => "new");
  }
  const edge = grips.some((grip) => grip === "min" || grip === "max");
  return edge ? grips.map((grip) => grip === "move" ? "hold" : grip) : grips;
}

/** A drag from where it began to where it is. */
export interface Drag {
  readonly grip: Grip;
  readonly from: number;
  readonly to: number;
  /** The brush as it was when the drag began. */
  readonly range: Range;
}

/** The brush during a drag. */
export function dragged(scale: BrushScale, drag: Drag): Range {
  const { grip, from, to, range } = drag;
  const min = range.min ?? scale.low;
  const max = range.max ?? scale.high;
  switch (grip) {
    case "hold":
      return range;
    case "new":
      return ordered(toValue(scale, from), toValue(scale, to));
    case "min":
      return ordered(toValue(scale, to), max);
    case "max":
      return ordered(min, toValue(scale, to));
    case "move": {
      const perPx = (scale.high - scale.low) / (scale.end - scale.start);
      const wanted = snap(scale, min + (to - from) * perPx);
      const start = Math.min(wanted, scale.high - (max - min));
      return { min: start, max: Number((start + max - min).toFixed(6)) };
    }
  }
}

function ordered(a: number, b: number): Range {
  return a <= b ? { min: a, max: b } : { min: b, max: a };
}

/** A key pressed on one end of a brush. */
export interface KeyPress {
  readonly key: string;
  readonly end: "min" | "max";
  readonly range: Range;
}

/** The brush after a key on one of its ends; `undefined` for keys that mean nothing there. */
export function pressed(scale: BrushScale, { key, end, range }: KeyPress): Range | undefined {
  const min = range.min ?? scale.low;
  const max = range.max ?? scale.high;
  const now = end === "min" ? min : max;
  const value = afterKey(scale, { key, now });
  if (value === undefined) return undefined;
  return end === "min" ? { min: Math.min(value, max), max } : { min, max: Math.max(value, min) };
}

function afterKey(
  scale: BrushScale,
  { key, now }: { readonly key: string; readonly now: number },
): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return snap(scale, now - scale.step);
    case "ArrowRight":
    case "ArrowUp":
      return snap(scale, now + scale.step);
    case "PageDown":
      return snap(scale, now - 5 * scale.step);
    case "PageUp":
      return snap(scale, now + 5 * scale.step);
    case "Home":
      return scale.low;
    case "End":
      return scale.high;
    default:
      return undefined;
  }
}
