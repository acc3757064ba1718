import { type Columns, type KeyProfile, seeded, shuffled } from "../domain/mod.ts";
import { type Curve, followCurve } from "./curve.ts";
import { limitRows, type Limits } from "./limits.ts";
import { type Transition, transitionsOf, type TransitionWeights } from "./transitions.ts";

/** How the tracks of a selection become a playlist. */
export interface Recipe {
  /** `given` keeps the order of the query: as ranked, or by a descriptor. */
  readonly arrange:
    | { readonly by: "given" }
    | { readonly by: "shuffle"; readonly seed: number }
    | { readonly by: "curve"; readonly curve: Curve };
  readonly limits: Limits;
}

/** The selection as it is. */
export const PLAIN_RECIPE: Recipe = { arrange: { by: "given" }, limits: {} };

/** What arranging looks at. */
export interface ArrangeOptions {
  readonly columns: Columns;
  readonly recipe: Recipe;
  readonly profile: KeyProfile;
  readonly distance?: (a: number, b: number) => number;
  readonly weights?: TransitionWeights;
}

/** Rows in their order, and what each change costs. */
export interface Arranged {
  readonly rows: Uint32Array;
  /** From row `i` to row `i + 1`; one fewer than rows. */
  readonly transitions: readonly Transition[];
}

/** Tracks along a curve where no limit says how many. */
const CURVE_LENGTH = 25;

/** Makes a playlist of rows that come in the order of their query. */
export function arrange(rows: Uint32Array, options: ArrangeOptions): Arranged {
  const transition = transitionsOf(options);
  const arranged = limitRows(orderedRows(rows, options), {
    columns: options.columns,
    limits: options.recipe.limits,
  });
  const transitions = Array.from(
    { length: Math.max(0, arranged.length - 1) },
    (_, i) => transition(arranged[i]!, arranged[i + 1]!),
  );
  return { rows: arranged, transitions };
}

function orderedRows(rows: Uint32Array, options: ArrangeOptions): Uint32Array {
  const { columns, recipe } = options;
  switch (recipe.arrange.by) {
    case "given":
      return rows;
    case "shuffle":
      return Uint32Array.from(shuffled(rows, seeded(recipe.arrange.seed)));
    case "curve":
      return followCurve(rows, {
        columns,
        curve: recipe.arrange.curve,
        length: curveLength(rows, options),
        transition: transitionsOf(options),
        ...(recipe.limits.perArtist === undefined ? {} : { perArtist: recipe.limits.perArtist }),
      });
  }
}

/** As many tracks as the limits allow; for a duration, as many of mean length as fit. */
function curveLength(rows: Uint32Array, { columns, recipe }: ArrangeOptions): number {
  const { tracks, duration } = recipe.limits;
  if (duration === undefined) return tracks ?? CURVE_LENGTH;
  let sum = 0;
  let known = 0;
  for (const row of rows) {
    const seconds = columns.numbers.duration?.[row] ?? NaN;
    if (!Number.isNaN(seconds)) sum += seconds, known++;
  }
  const fitting = known === 0 ? 0 : Math.floor(duration / (sum / known));
  return Math.min(tracks ?? Infinity, fitting);
}
