import type { Bpm, Seconds } from "../../domain/mod.ts";
import { beatPeriods, ONSET_RATE, PERIOD_HOP } from "./_beat_periods.ts";

/** Range of the tracker, RhythmExtractor2013's own. */
const WHOLE_RANGE: readonly [slowest: Bpm, fastest: Bpm] = [40, 208];

/** In single precision, as everything that decides between two ways here is in Essentia. */
const round = Math.fround;
const STEP: Seconds = round(1 / ONSET_RATE);
const HOP: Seconds = round(PERIOD_HOP / ONSET_RATE);
/** Standard deviation of the time between beats. */
const DEVIATION: Seconds = round(0.025);
/** Values on each side of a period at which a beat may come. */
const REACH = Math.ceil(4 * DEVIATION / STEP);
const FAINTEST = 1e-12;
/** How far transitions count against onsets, which have the rest. */
const ALPHA = 0.5;
/** A strength of onset that is none. */
const EPSILON = 2 ** -23;
/** Likelihood of a beat at the strongest onset. */
const SUREST = 0.99;
/** Cost of what cannot be. */
const LARGEST = round(3.4028234663852886e38);

/**
 * Beats under one onset detection function (Degara et al. 2012), as Essentia's TempoTapDegara places
 * them: seconds from the start.
 *
 * @param onsets Finite, not negative.
 * @param options.doubled Whether the function has half of {@linkcode ONSET_RATE} values a second and is
 * interpolated first.
 * @param options.range Tempi that are considered, 40..208 BPM unless told otherwise.
 */
export function tapBeats(
  onsets: Float32Array,
  { doubled, range = WHOLE_RANGE }: {
    readonly doubled: boolean;
    readonly range?: readonly [slowest: Bpm, fastest: Bpm];
  },
): Float32Array {
  if (onsets.length === 0) return new Float32Array(0);
  const strengths = doubled ? interpolated(scaled(onsets)) : scaled(onsets);
  const periods = beatPeriods(strengths, range);
  return Float32Array.from(
    cheapestBeats(strengths, { periods, density: doubled ? 0.005 : 0.01 }),
    (beat) => beat * STEP,
  );
}

function scaled(onsets: Float32Array): Float32Array {
  const strongest = onsets.reduce((most, value) => Math.max(most, value), 0);
  return strongest > 0 ? onsets.map((value) => value / strongest) : onsets;
}

function interpolated(values: Float32Array): Float32Array {
  const twice = new Float32Array(2 * values.length - 1);
  for (let i = 0; i < values.length; i++) twice[2 * i] = values[i]!;
  for (let i = 1; i < values.length; i++) {
    const half = round(round(values[i]! - values[i - 1]!) / 2);
    twice[2 * i - 1] = values[i - 1]! + half;
  }
  return twice;
}

/** Costs of what may follow so many values after a beat: another beat, or none. */
interface Waiting {
  readonly beat: Float32Array;
  readonly none: Float32Array;
  /** Waits outside of which no beat comes. */
  readonly first: number;
  readonly end: number;
}

/**
 * Where beats lie at the least cost. A state of the hidden Markov model is the number of values since
 * the last beat, so that from each but the first only one other is reached.
 */
function cheapestBeats(
  strengths: Float32Array,
  { periods, density }: { readonly periods: readonly number[]; readonly density: number },
): number[] {
  const states = statesUpTo(Math.max(...periods));
  const waits = new Map(
    periods.map((period) => [period, waiting({ period, density, states })]),
  );
  const beatBefore = new Int16Array(strengths.length);
  let costs = new Float32Array(states).fill(LARGEST), next = new Float32Array(states);
  costs[0] = 0;
  for (let t = 0, hop = 0; t < strengths.length; t++) {
    while (hop + 1 < periods.length && round((hop + 2) * HOP) <= round(t * STEP)) hop++;
    const { beat, none, first, end } = waits.get(periods[hop]!)!;
    const strength = round(SUREST * (strengths[t]! || EPSILON));
    const beatHere = round((1 - ALPHA) * round(Math.log(strength)));
    const noneHere = round((1 - ALPHA) * round(Math.log(round(1 - strength))));
    let wait = 0, least = round(costs[0]! - beat[0]!);
    for (let state = first; state < end; state++) {
      const cost = round(costs[state]! - beat[state]!);
      if (cost < least) [wait, least] = [state, cost];
    }
    beatBefore[t] = least === LARGEST ? -1 : wait;
    next[0] = least - beatHere;
    for (let state = 1; state < states; state++) {
      next[state] = round(costs[state - 1]! - none[state - 1]!) - noneHere;
    }
    [costs, next] = [next, costs];
  }
  return beatsBack(beatBefore, cheapest(costs));
}

/** Beats from the state that the last value is in back to the first. */
function beatsBack(beatBefore: Int16Array, last: number): number[] {
  const beats: number[] = [];
  for (let t = beatBefore.length - 1, state = last; t >= 0 && state >= 0; t--) {
    if (state === 0) beats.push(t);
    state = state === 0 ? beatBefore[t]! : state - 1;
  }
  return beats.toReversed();
}

function cheapest(costs: Float32Array): number {
  let least = 0;
  for (let state = 1; state < costs.length; state++) {
    if (costs[state]! < costs[least]!) least = state;
  }
  return least;
}

/** States until three deviations after the longest period. */
function statesUpTo(longest: number): number {
  const end = round(round((longest + 1) / ONSET_RATE) + round(3 * DEVIATION));
  let states = 0;
  for (let wait = STEP; wait <= end; wait = round(wait + STEP)) states++;
  return states;
}

function waiting(
  { period, density, states }: {
    readonly period: number;
    readonly density: number;
    readonly states: number;
  },
): Waiting {
  const first = Math.max(0, period - REACH), end = Math.min(states, period + REACH + 1);
  const beat = new Float32Array(states), none = new Float32Array(states);
  let waited = 0;
  for (let state = 0; state < states; state++) {
    const sought = state >= first && state < end ? likelihood(state - period, density) : 0;
    const now = Math.min(1, round(Math.exp(round(round(Math.log(sought)) - waited))));
    const later = round(Math.log(round(1 - now)));
    beat[state] = ALPHA * round(Math.log(now));
    none[state] = ALPHA * later;
    waited = round(waited + later);
  }
  return { beat, none, first, end };
}

/** Normal density of the time between beats, so many values beside the period, scaled down. */
function likelihood(beside: number, density: number): number {
  const height = round(1 / (DEVIATION * Math.sqrt(2 * Math.PI)));
  const width = round(-2 * DEVIATION ** 2);
  const value = round(height * Math.exp(round(beside * STEP) ** 2 / width) * round(density));
  return value < FAINTEST ? 0 : value;
}
