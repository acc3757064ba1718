import { artistKeys, type Columns, numberDescriptorOf } from "../domain/mod.ts";
import type { Transition } from "./transitions.ts";

/** A wish for how a descriptor goes over a playlist: evenly spaced values from first to last. */
export interface Curve {
  /** Catalogue id of a number. */
  readonly descriptor: string;
  /** At least one. */
  readonly points: readonly number[];
}

/** The value a curve asks for at `share` of the way, in [0, 1]; straight lines between points. */
export function valueAt(curve: Curve, share: number): number {
  const { points } = curve;
  const at = Math.min(1, Math.max(0, share)) * (points.length - 1);
  const before = Math.floor(at);
  const from = points[before]!;
  return from + (at - before) * ((points[before + 1] ?? from) - from);
}

/** What a path along a curve is chosen by. */
export interface CurveOptions {
  readonly columns: Columns;
  readonly curve: Curve;
  /** Tracks wanted; fewer come where there are no more. */
  readonly length: number;
  readonly perArtist?: number;
  readonly transition: (a: number, b: number) => Transition;
}

/** Paths kept at each step, and tracks near the curve that each is tried with. */
const BEAM = 16;
const TRIED = 24;
/** Cost of being as far from the curve as a tenth of the descriptor's range. */
const TENTH_OFF = 1;

interface Step {
  readonly row: number;
  readonly before: Step | undefined;
  readonly cost: number;
}

/**
 * Rows in an order that follows a curve: beam search for the least sum of distance from the curve
 * and cost of transitions. Rows without the descriptor are left out. Deterministic.
 */
export function followCurve(rows: Uint32Array, options: CurveOptions): Uint32Array {
  const { columns, curve } = options;
  const values = columns.numbers[curve.descriptor];
  if (!values) return new Uint32Array(0);
  const sorted = rows.filter((row) => !Number.isNaN(values[row]!))
    .sort((a, b) => values[a]! - values[b]! || a - b);
  const length = Math.min(options.length, sorted.length);
  let beam: readonly (Step | undefined)[] = [undefined];
  for (let at = 0; at < length; at++) {
    const target = valueAt(curve, length === 1 ? 0 : at / (length - 1));
    const next = beam.flatMap((step) =>
      continuations(step, { ...options, sorted, values, target })
    );
    if (next.length === 0) break;
    beam = next.sort((a, b) => a.cost - b.cost || a.row - b.row).slice(0, BEAM);
  }
  return Uint32Array.from([...stepsOf(beam[0])].reverse(), (step) => step.row);
}

function* stepsOf(last: Step | undefined): Generator<Step> {
  for (let step = last; step; step = step.before) yield step;
}

interface Trial extends CurveOptions {
  readonly sorted: Uint32Array;
  readonly values: Float32Array;
  readonly target: number;
}

function continuations(before: Step | undefined, trial: Trial): Step[] {
  const { values, target, transition } = trial;
  const [low, high] = numberDescriptorOf(trial.curve.descriptor).range;
  const steps: Step[] = [];
  for (const row of nearest(before, trial)) {
    const off = TENTH_OFF * Math.abs(values[row]! - target) / (high - low) * 10;
    const change = before ? transition(before.row, row).cost : 0;
    steps.push({ row, before, cost: (before?.cost ?? 0) + off + change });
  }
  return steps;
}

/** The rows closest to the target that a path may still take. */
function* nearest(before: Step | undefined, trial: Trial): Generator<number> {
  const { sorted, values, target } = trial;
  const fits = fitness(before, trial);
  let up = lowerBound(sorted, (row) => values[row]! >= target);
  let down = up - 1;
  for (let found = 0; found < TRIED && (down >= 0 || up < sorted.length);) {
    const below = down >= 0 ? target - values[sorted[down]!]! : Infinity;
    const above = up < sorted.length ? values[sorted[up]!]! - target : Infinity;
    const row = below < above ? sorted[down--]! : sorted[up++]!;
    if (!fits(row)) continue;
    found++;
    yield row;
  }
}

/** Whether a row is not on the path yet, and its artist not too often. */
function fitness(before: Step | undefined, trial: Trial): (row: number) => boolean {
  const { columns, perArtist = Infinity } = trial;
  const artists = artistKeys(columns.texts);
  const taken = new Set<number>();
  const byArtist = new Map<string, number>();
  for (const { row } of stepsOf(before)) {
    taken.add(row);
    for (const artist of artists[row] ?? []) {
      byArtist.set(artist, (byArtist.get(artist) ?? 0) + 1);
    }
  }
  return (row) =>
    !taken.has(row) &&
    (artists[row] ?? []).every((artist) => (byArtist.get(artist) ?? 0) < perArtist);
}

function lowerBound(sorted: Uint32Array, reached: (row: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
