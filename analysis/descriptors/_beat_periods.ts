import { type Bpm, type Hertz, seeded } from "../../domain/mod.ts";
import type { RealFft } from "../signal/mod.ts";
import { autocorrelation, planAutocorrelation } from "./_autocorrelation.ts";
import { createNoise, SILENT_POWER } from "./_spectrogram.ts";

/** Values a second of the onset functions that beats are tracked in. */
export const ONSET_RATE: Hertz = 44100 / 512;
/** Values over which one period is found: 5.9 s. */
const FRAME = 512;
/** Multiples of a period that speak for it. */
const COMBS = 4;
/** Values between frames, and the longest period. */
export const PERIOD_HOP = FRAME / COMBS;
/** Values on each side of the mean that a value has to exceed: 0.09 s. */
const AROUND = 8;
/** Shortest and longest periods less one, in values, that the combs can tell. */
const FIRST_COMBED = COMBS - 1;
const LAST_COMBED = (FRAME - COMBS + 1) / COMBS - 1;
/** Those between which a period may change, and by how much (standard deviation). */
const FIRST_PASSED = 27;
const LAST_PASSED = 107;
const DRIFT = 8;
/** Largest noise that decides between equal periods, as a share of the strongest observation. */
const TIE_BREAK = 1e-4;

/** Rayleigh weights of the periods, whose top is at 120 BPM; they add up to 1. */
const PREFERENCE = preference();
/** Likelihood of a change of the period by so many values, up to four deviations. */
const CHANGES = Float64Array.from(
  { length: 4 * DRIFT + 1 },
  (_, by) => Math.exp(-0.5 * (by / DRIFT) ** 2) / (DRIFT * Math.sqrt(2 * Math.PI)),
);

/**
 * The period of the beat in every frame of an onset function, in values less one (Davies & Plumbley
 * 2007): comb-filtered autocorrelation under a preference for 120 BPM, and the likeliest way through
 * the frames (Stark et al. 2009), with the constants of Essentia's TempoTapDegara.
 *
 * @param onsets At {@linkcode ONSET_RATE}, not negative.
 * @param range Slowest and fastest tempo.
 */
export function beatPeriods(onsets: Float32Array, range: readonly [Bpm, Bpm]): number[] {
  const observations = observe(onsets, range);
  const strongest = Math.max(...observations.map((values) => Math.max(...values)));
  const random = seeded(1);
  for (const values of observations) {
    for (let p = 0; p < PERIOD_HOP; p++) values[p]! += TIE_BREAK * strongest * random();
  }
  return likeliestWay(observations);
}

/** How much speaks for each period, frame by frame; a frame's values add up to 1. */
function observe(onsets: Float32Array, [slowest, fastest]: readonly [Bpm, Bpm]): Float64Array[] {
  const first = Math.min(PERIOD_HOP - 1, Math.floor(60 / Math.trunc(fastest) * ONSET_RATE) - 1);
  const last = Math.min(PERIOD_HOP - 1, Math.ceil(60 / Math.trunc(slowest) * ONSET_RATE) - 1);
  const levelled = aboveMean(Float64Array.from(onsets));
  const frames = Math.max(0, Math.ceil((onsets.length - FRAME) / PERIOD_HOP)) + 1;
  const fft = planAutocorrelation(FRAME);
  const noise = createNoise();
  return Array.from({ length: frames }, (_, f) => {
    const frame = new Float64Array(FRAME);
    frame.set(levelled.subarray(f * PERIOD_HOP, f * PERIOD_HOP + FRAME));
    const power = frame.reduce((sum, value) => sum + value * value, 0) / FRAME;
    if (power < SILENT_POWER) frame.forEach((value, i) => frame[i] = value + noise());
    const values = aboveMean(combed(frame, fft));
    values.fill(0, 0, first + 1);
    values.fill(0, last + 1);
    return sharesOf(values);
  });
}

/** What lies above the mean of the values around, where the outermost ones go on. */
function aboveMean(values: Float64Array): Float64Array {
  const last = values.length - 1;
  const above = new Float64Array(values.length);
  for (let i = 0; i <= last; i++) {
    let sum = 0;
    for (let at = i - AROUND; at <= i + AROUND; at++) {
      sum += values[Math.min(last, Math.max(0, at))]!;
    }
    above[i] = Math.max(0, values[i]! - sum / (2 * AROUND + 1));
  }
  return above;
}

/** Autocorrelation at the multiples of each period, wider and lower the higher they are. */
function combed(frame: Float64Array, fft: RealFft): Float64Array {
  const lags = autocorrelation(frame, { fft, count: FRAME });
  const strengths = new Float64Array(PERIOD_HOP);
  for (let period = FIRST_COMBED; period <= LAST_COMBED; period++) {
    let sum = 0;
    for (let comb = 1; comb <= COMBS; comb++) {
      const centre = (period + 1) * comb - 1;
      let tooth = 0;
      for (let at = centre + 1 - comb; at < centre + comb; at++) tooth += lags[at]!;
      sum += tooth / (2 * comb - 1);
    }
    strengths[period] = PREFERENCE[period]! * sum;
  }
  return strengths;
}

/** The likeliest sequence of periods (Viterbi). */
function likeliestWay(observations: readonly Float64Array[]): number[] {
  const before: Uint8Array[] = [];
  let odds = sharesOf(observations[0]!.map((value, period) => PREFERENCE[period]! * value));
  for (const observed of observations.slice(1)) {
    const from = new Uint8Array(PERIOD_HOP), next = new Float64Array(PERIOD_HOP);
    for (let to = FIRST_PASSED; to <= LAST_PASSED; to++) {
      const end = Math.min(LAST_PASSED, to + CHANGES.length - 1);
      let likeliest = 0, most = 0;
      for (let at = Math.max(FIRST_PASSED, to - CHANGES.length + 1); at <= end; at++) {
        const likelihood = odds[at]! * CHANGES[Math.abs(at - to)]!;
        if (likelihood > most) [likeliest, most] = [at, likelihood];
      }
      from[to] = likeliest;
      next[to] = most * observed[to]!;
    }
    before.push(from);
    odds = sharesOf(next);
  }
  const way = [odds.indexOf(Math.max(...odds))];
  for (const from of before.toReversed()) way.push(from[way.at(-1)!]!);
  return way.toReversed();
}

function sharesOf(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum === 0 ? values : values.map((value) => value / sum);
}

function preference(): Float64Array {
  const top = Math.round(60 / 120 * ONSET_RATE) ** 2;
  return sharesOf(
    Float64Array.from({ length: PERIOD_HOP }, (_, i) => {
      const period = i + 1;
      return period / top * Math.exp(-0.5 * period * period / top);
    }),
  );
}
