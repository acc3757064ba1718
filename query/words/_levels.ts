import type { Columns } from "../../domain/mod.ts";
import type { Level } from "./synonyms.ts";

/** How strongly a level is meant: as it stands, “very”, or “quite”. */
export type Degree = "plain" | "very" | "quite";

/** Part of the values that is left beyond the bound. */
const BEYOND: Readonly<Record<Degree, number>> = { plain: 1 / 3, very: 1 / 10, quite: 1 / 2 };
const PART: Readonly<Record<Degree, string>> = { plain: "third", very: "tenth", quite: "half" };

const SORTED = new WeakMap<Float32Array, Float32Array>();

/** The known values of a column, ascending; kept. */
export function knownValues(columns: Columns, id: string): Float32Array {
  const column = columns.numbers[id];
  if (!column) return new Float32Array(0);
  const kept = SORTED.get(column) ?? column.filter((value) => value === value).sort();
  SORTED.set(column, kept);
  return kept;
}

/** The quantile of ascending values, between two of them by their distance (R's type 7). */
export function quantile(values: Float32Array, share: number): number {
  const at = share * (values.length - 1);
  const [low, high] = [values[Math.floor(at)]!, values[Math.ceil(at)]!];
  return low + (at - Math.floor(at)) * (high - low);
}

/** Bounds of a level among the values, and in words; the bound belongs to both sides of it. */
export function boundsOf(
  values: Float32Array,
  { end, degree, digits }: {
    readonly end: Level;
    readonly degree: Degree;
    readonly digits: number;
  },
): { readonly min?: number; readonly max?: number; readonly how: string } {
  const at = (share: number) => Number(quantile(values, share).toFixed(digits)) + 0;
  const beyond = BEYOND[degree];
  if (end === "middle") return { min: at(1 / 3), max: at(2 / 3), how: "middle third" };
  if (end === "high") return { min: at(1 - beyond), how: `upper ${PART[degree]}` };
  return { max: at(beyond), how: `lower ${PART[degree]}` };
}
