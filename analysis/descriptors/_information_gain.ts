import { FRAME, type Spectrum } from "./_spectrogram.ts";

const FIRST = Math.round(40 * FRAME / 44100);
const END = Math.round(5000 * FRAME / 44100) + 1;
/** Frames before and after the one looked at. */
const REACH = 5;
/** Weight of a frame by its distance from the one looked at. */
const WEIGHTS = Array.from({ length: REACH }, (_, i) => 1 - i * 0.9 / REACH);
const EPSILON = 2 ** -23;

/**
 * Modified information gain (Hainsworth & Macleod 2003): for each bin from 40 Hz to 5 kHz the
 * logarithm of the magnitudes after over those before, where positive, summed. The value lies five
 * frames behind the spectrum given.
 */
export class InformationGain {
  readonly #frames = Array.from({ length: 2 * REACH + 1 }, () => new Float64Array(END - FIRST));

  /** Takes the next spectrum. */
  next({ magnitude }: Spectrum): number {
    const oldest = this.#frames.shift()!;
    oldest.set(magnitude.subarray(FIRST, END));
    this.#frames.push(oldest);
    return gainBetween(
      this.#frames.slice(0, REACH).reverse(),
      this.#frames.slice(REACH + 1),
    );
  }
}

function gainBetween(before: readonly Float64Array[], after: readonly Float64Array[]): number {
  let gain = 0;
  for (let b = 0; b < END - FIRST; b++) {
    const ratio = (weightedAt(after, b) || EPSILON) / (weightedAt(before, b) || 1);
    if (ratio > 1) gain += Math.log2(ratio);
  }
  return gain;
}

function weightedAt(frames: readonly Float64Array[], bin: number): number {
  let sum = 0;
  for (let i = 0; i < REACH; i++) sum += frames[i]![bin]! * WEIGHTS[i]!;
  return sum;
}
