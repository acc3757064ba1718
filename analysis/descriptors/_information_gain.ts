import { FRAME, type Spectrum } from "./_spectrogram.ts";

const FIRST = Math.round(40 * FRAME / 44100);
const END = Math.round(5000 * FRAME / 44100) + 1;
/** Frames before and after the one looked at. */
const REACH = 5;
/** Weight of a frame by its distance from the one looked at. */
const WEIGHTS = Array.from({ length: REACH }, (_, i) => 1 - i * 0.9 / REACH);
const EPSILON = 2 ** -23;
/** Weighted magnitudes before and after a frame, written anew for each. */
const EARLIER = new Float64Array(END - FIRST);
const LATER = new Float64Array(END - FIRST);

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
  weigh(before, EARLIER);
  weigh(after, LATER);
  let gain = 0;
  for (let b = 0; b < EARLIER.length; b++) {
    const ratio = (LATER[b]! || EPSILON) / (EARLIER[b]! || 1);
    if (ratio > 1) gain += Math.log2(ratio);
  }
  return gain;
}

/** Sums frames by {@linkcode WEIGHTS}, nearest first. */
function weigh(frames: readonly Float64Array[], sums: Float64Array): void {
  const [a, b, c, d, e] = frames as readonly [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [wa, wb, wc, wd, we] = WEIGHTS as [number, number, number, number, number];
  for (let i = 0; i < sums.length; i++) {
    sums[i] = a[i]! * wa + b[i]! * wb + c[i]! * wc + d[i]! * wd + e[i]! * we;
  }
}
