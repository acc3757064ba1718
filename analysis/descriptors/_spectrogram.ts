import { hann, WindowedFft } from "../signal/mod.ts";

/** Samples of a frame at 44.1 kHz. */
export const FRAME = 2048;
/** Bins of a frame's spectrum. */
export const BINS = FRAME / 2 + 1;
/** {@linkcode BINS} rounded up to a multiple of four. */
export const PADDED_BINS = 4 * Math.ceil(BINS / 4);

/** Mean power below which a frame counts as silent and gets noise, as Essentia's FrameCutter does it. */
export const SILENT_POWER = 1e-10;
/** Largest value of that noise, -100 dBFS. */
const NOISE = 1e-5;

/** One frame's spectrum, to be read before the next transform of that size. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly magnitude: Float64Array;
  /** Whether the frame was silent and noise stands in for it. */
  readonly isNoise: boolean;
}

/** Frames of {@linkcode FRAME} samples from the first sample on; the last one is the first to reach the end. */
export function frameCount(length: number, hop: number): number {
  return length === 0 ? 0 : Math.max(0, Math.ceil((length - FRAME) / hop)) + 1;
}

/**
 * The spectra of a signal's frames, one after the other. The window is a Hann window under which a
 * sine of amplitude 1 has a peak of 1. Silent frames are given noise at -100 dBFS (always the same),
 * for logarithms to stay within reason.
 */
export class Spectra {
  readonly #samples: Float32Array;
  readonly #hop: number;
  readonly #fft = (windowed ??= new WindowedFft(unitSineWindow()));
  readonly #noise = createNoise();
  #start = 0;

  /** @param hop Samples from the start of a frame to that of the next. */
  constructor(samples: Float32Array, hop: number) {
    this.#samples = samples;
    this.#hop = hop;
  }

  /** The spectrum of the next frame, from the one at the first sample on. */
  next(): Spectrum {
    const frame = this.#samples.subarray(this.#start, this.#start + FRAME);
    const isNoise = isSilent(frame);
    if (isNoise) {
      const noisy = Float64Array.from({ length: FRAME }, (_, i) => (frame[i] ?? 0) + this.#noise());
      this.#fft.transformFrame(noisy);
    } else this.#fft.transform(this.#samples, this.#start);
    this.#start += this.#hop;
    const { re, im } = this.#fft;
    return { re, im, magnitude: this.#fft.magnitudes(), isNoise };
  }
}

/** Made once a thread. */
let windowed: WindowedFft | undefined;

function isSilent(samples: Float32Array): boolean {
  let power = 0;
  for (let i = 0; i < samples.length; i++) {
    power += samples[i]! * samples[i]!;
    if (power >= SILENT_POWER * FRAME) return false;
  }
  return true;
}

function unitSineWindow(): Float64Array {
  const window = hann(FRAME);
  const sum = window.reduce((total, value) => total + value, 0);
  return window.map((value) => 2 * value / sum);
}

/** The same noise every time, each value within -100 dBFS. */
export function createNoise(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return NOISE * (state / 2 ** 31 - 1);
  };
}
