import { MISSING_CODE } from "../../domain/mod.ts";
import { type Colouring, colouringOf, coloursOf, type Palette } from "../explore/colouring.ts";
import type { MapsData } from "./data.ts";

/** What points can be coloured by. */
export const COLOURS = [
  ["disagreement", "disagreement"],
  ["style_parent", "style"],
  ["tempo", "tempo"],
  ["loudness", "loudness"],
] as const;
/** See {@linkcode COLOURS}. */
export type ColourId = (typeof COLOURS)[number][0];

/** Steps of the ramp from its third palest on. */
const PALE = 2;
const STEPS = 8;

/** Red, green, blue and opacity of every row. Shape `(4n,)`. */
export function coloursBy(
  { columns, disagreement }: MapsData,
  { id, palette }: { readonly id: ColourId; readonly palette: Palette },
): Uint8Array {
  const colouring = id === "disagreement" ? undefined : colouringOf(columns, id);
  return coloursOf(colouring ?? byDisagreement(disagreement), palette);
}

/** Darker where fewer neighbours are the same. */
function byDisagreement(values: Float32Array): Colouring {
  return {
    id: "disagreement",
    label: "Disagreement",
    codes: Uint8Array.from(
      values,
      (value) =>
        Number.isNaN(value) ? MISSING_CODE : Math.min(STEPS - 1, Math.floor(value * STEPS)),
    ),
    swatches: Array.from(
      { length: STEPS },
      (_, i) => ({ name: String(i), colour: `seq-${i + PALE}`, count: 0 }),
    ),
  };
}
