import { type Columns, numberDescriptorOf } from "../domain/mod.ts";
import { SharedPath, type Step } from "./_beam.ts";
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

/** Paths kept at each step, and tracks near the curve that each is tried with; fewer for long lists. */
const BEAM = 16;
const TRIED = 24;
const FEWEST_TRIED = 4;
/** Transitions that are weighed for a whole list: under a second, whatever its length. */
const WEIGHED = 400_000;
/** Cost of being as far from the curve as a tenth of the descriptor's range. */
const TENTH_OFF = 1;

/**
 * Rows in an order that follows a curve: beam search for the least sum of distance from the curve
 * and cost of transitions. Rows without the descriptor are left out. Deterministic. Up to a thousand
 * tracks are searched as wide as it pays; longer lists more narrowly, so that the work for one grows
 * no faster than its length. Yields between steps, so that whoever runs it can do something else.
 */
export function* followCurve(
  rows: Uint32Array,
  options: CurveOptions,
): Generator<void, Uint32Array> {
  const { columns, curve } = options;
  const values = columns.numbers[curve.descriptor];
  if (!values) return new Uint32Array(0);
  const sorted = rows.filter((row) => !Number.isNaN(values[row]!))
    .sort((a, b) => values[a]! - values[b]! || a - b);
  const length = Math.min(options.length, sorted.length);
  const { width, tried } = effortFor(length);
  const shared = new SharedPath(sorted, { columns, perArtist: options.perArtist ?? Infinity });
  let beam: readonly (Step | undefined)[] = [undefined];
  for (let at = 0; at < length; at++) {
    const target = valueAt(curve, length === 1 ? 0 : at / (length - 1));
    const trial = { ...options, sorted, values, target, tried, shared };
    const next = beam.flatMap((step) => continuations(step, trial));
    if (next.length === 0) break;
    const best = next.sort((a, b) => a.cost - b.cost || a.row - b.row).slice(0, width);
    beam = shared.settle(best);
    yield;
  }
  return Uint32Array.from([...stepsOf(beam[0])].reverse(), (step) => step.row);
}

function effortFor(length: number): { readonly width: number; readonly tried: number } {
  const each = WEIGHED / Math.max(1, length);
  const width = Math.max(1, Math.min(BEAM, Math.floor(each / TRIED)));
  return { width, tried: Math.max(FEWEST_TRIED, Math.min(TRIED, Math.floor(each / width))) };
}

function* stepsOf(last: Step | undefined): Generator<Step> {
  for (let step = last; step; step = step.before) yield step;
}

interface Trial extends CurveOptions {
  readonly sorted: Uint32Array;
  readonly values: Float32Array;
  readonly target: number;
  readonly tried: number;
  readonly shared: SharedPath;
}

function continuations(before: Step | undefined, trial: Trial): Step[] {
  const { sorted, values, target, transition, shared } = trial;
  const [low, high] = numberDescriptorOf(trial.curve.descriptor).range;
  const valueOf = (place: number) => values[sorted[place]!]!;
  const steps: Step[] = [];
  const around = shared.around(lowerBound(sorted, (row) => values[row]! >= target), {
    path: before,
    most: trial.tried,
    nearer: (below, above) => target - valueOf(below) < valueOf(above) - target,
  });
  for (const place of around) {
    const row = sorted[place]!;
    const off = TENTH_OFF * Math.abs(values[row]! - target) / (high - low) * 10;
    const change = before ? transition(before.row, row).cost : 0;
    const cost = (before?.cost ?? 0) + off + change;
    steps.push({ row, place, before, cost, depth: (before?.depth ?? 0) + 1 });
  }
  return steps;
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
