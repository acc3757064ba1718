import type { GridPart, Seconds } from "../../domain/mod.ts";

const RATE = 44_100;
/** Samples of the two windows that an attack lies between: 4 ms. */
const WINDOW = 176;
/** How far an attack is looked for around a beat, and in which steps. */
const REACH: Seconds = 0.06;
const STEP: Seconds = 0.001;
/** How far above its mean the attacks around all beats have to rise at one place to count as found. */
const CLEAR = 2;

/**
 * A part of a beat grid, moved to where the sound grows most within 4 ms: at most 0.06 s, and left where it
 * is where the beats agree on no place. Trackers hear onsets in frames of 46 ms, and the attack lies
 * anywhere in them.
 *
 * @param x44k Mono samples at 44.1 kHz, of which the beats are told in seconds from the start.
 */
export function onAttacks(x44k: Float32Array, part: GridPart): GridPart {
  const { start, period, beats } = part;
  const from = Math.max(0, Math.floor((start - 1) * RATE));
  const near = x44k.subarray(from, Math.ceil((start + beats * period + 1) * RATE));
  const energy = new Float64Array(near.length + 1);
  for (let i = 0; i < near.length; i++) energy[i + 1] = energy[i]! + near[i]! ** 2;
  const floor = 1e-3 * WINDOW * energy.at(-1)! / near.length + Number.MIN_VALUE;
  const place = (at: number) => energy[Math.min(near.length, Math.max(0, at))]!;
  const reach = Math.floor(Math.min(REACH, period / 4) / STEP);
  const growth = new Float64Array(2 * reach + 1);
  for (let beat = 0; beat < beats; beat++) {
    for (let k = -reach; k <= reach; k++) {
      const at = Math.round((start + beat * period + k * STEP) * RATE) - from;
      const [before, after] = [place(at) - place(at - WINDOW), place(at + WINDOW) - place(at)];
      growth[k + reach]! += Math.max(0, Math.log((after + floor) / (before + floor)));
    }
  }
  const mean = growth.reduce((sum, value) => sum + value, 0) / growth.length;
  const highest = growth.reduce((best, value, k) => value > growth[best]! ? k : best, 0);
  if (growth[highest]! <= CLEAR * mean) return part;
  return { ...part, start: start + (highest - reach) * STEP };
}
