import type { GridPart, Seconds } from "../../domain/mod.ts";

const RATE = 44_100;
/** Samples of the two windows that an attack lies between: 4 ms. */
const WINDOW = 176;
/** How far an attack is looked for around a beat, and in which steps. */
const REACH: Seconds = 0.06;
const STEP: Seconds = 0.001;
/** Growth around a beat, beside that elsewhere in its period, below which no attack is there at all. */
const FAINT = 0.1;
/** How far above its mean the attacks around all beats have to rise at one place to count as found. */
const CLEAR = 2;

/**
 * A part of a beat grid, moved to where the sound grows most within 4 ms: at most 0.06 s, unless nothing
 * grows there and all attacks lie elsewhere in the period; left where it is where the beats agree on no place.
 * Trackers hear onsets in frames of 46 ms, and the attack lies anywhere in them; on some low tones they
 * have the tempo and no beat.
 *
 * @param x44k Mono samples at 44.1 kHz, of which the beats are told in seconds from the start.
 */
export function onAttacks(x44k: Float32Array, part: GridPart): GridPart {
  const { start, period, beats } = part;
  const from = Math.max(0, Math.floor((start - 1) * RATE));
  const sound = x44k.subarray(from, Math.ceil((start + beats * period + 1) * RATE));
  const energy = new Float64Array(sound.length + 1);
  for (let i = 0; i < sound.length; i++) energy[i + 1] = energy[i]! + sound[i]! ** 2;
  const floor = 1e-3 * WINDOW * energy.at(-1)! / sound.length + Number.MIN_VALUE;
  const place = (at: number) => energy[Math.min(sound.length, Math.max(0, at))]!;
  const reach = Math.floor(period / 2 / STEP);
  const growth = new Float64Array(2 * reach + 1);
  for (let beat = 0; beat < beats; beat++) {
    for (let k = -reach; k <= reach; k++) {
      const at = Math.round((start + beat * period + k * STEP) * RATE) - from;
      const [before, after] = [place(at) - place(at - WINDOW), place(at + WINDOW) - place(at)];
      growth[k + reach]! += Math.max(0, Math.log((after + floor) / (before + floor)));
    }
  }
  const close = Math.floor(Math.min(REACH, period / 4) / STEP);
  const near = peakOf(growth, reach - close, reach + close);
  const all = peakOf(growth, 0, 2 * reach);
  const { at, isClear } = growth[near.at]! < FAINT * growth[all.at]! ? all : near;
  return isClear ? { ...part, start: start + (at - reach) * STEP } : part;
}

/** The highest of some values, and whether it rises above their mean. */
function peakOf(growth: Float64Array, from: number, to: number) {
  let [at, sum] = [from, 0];
  for (let k = from; k <= to; k++) {
    sum += growth[k]!;
    if (growth[k]! > growth[at]!) at = k;
  }
  return { at, isClear: growth[at]! > CLEAR * sum / (to - from + 1) };
}
