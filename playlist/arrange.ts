import {
  atOnce,
  type Columns,
  inSlices,
  type KeyProfile,
  seeded,
  shuffled,
} from "../domain/mod.ts";
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
  /** Transitions that are told, from the first on; all unless given. */
  readonly told?: number;
}

/** Rows in their order, and what each change costs. */
export interface Arranged {
  readonly rows: Uint32Array;
  /** From row `i` to row `i + 1`; one fewer than rows, or as many as were asked for. */
  readonly transitions: readonly Transition[];
}

/** Tracks along a curve where no limit says how many. */
const CURVE_LENGTH = 25;

/** Makes a playlist of rows that come in the order of their query. */
export function arrange(rows: Uint32Array, options: ArrangeOptions): Arranged {
  return atOnce(arranging(rows, options));
}

/** {@linkcode arrange} in slices, see {@linkcode inSlices}. */
export function arrangeInSlices(
  rows: Uint32Array,
  options: ArrangeOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Arranged> {
  return inSlices(arranging(rows, options), options.signal);
}

function* arranging(rows: Uint32Array, options: ArrangeOptions): Generator<void, Arranged> {
  const ordered = yield* orderedRows(rows, options);
  const { columns, recipe: { limits }, told = Infinity } = options;
  const arranged = limitRows(ordered, { columns, limits });
  yield;
  const transition = transitionsOf(options);
  const transitions: Transition[] = [];
  for (let i = 0; i < Math.min(told, arranged.length - 1); i++) {
    transitions.push(transition(arranged[i]!, arranged[i + 1]!));
    yield;
  }
  return { rows: arranged, transitions };
}

function* orderedRows(rows: Uint32Array, options: ArrangeOptions): Generator<void, Uint32Array> {
  const { columns, recipe } = options;
  switch (recipe.arrange.by) {
    case "given":
      return rows;
    case "shuffle":
      return Uint32Array.from(shuffled(rows, seeded(recipe.arrange.seed)));
    case "curve":
      return yield* followCurve(rows, {
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
