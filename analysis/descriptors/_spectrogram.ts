import { createRealFft, hann } from "../signal/mod.ts";

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

/** One frame's spectrum; the arrays are overwritten by the next. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly magnitude: Float64Array;
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
  readonly #fft = createRealFft(FRAME);
  readonly #window = unitSineWindow();
  readonly #frame = new Float64Array(FRAME);
  readonly #spectrum: Spectrum;
  readonly #noise = createNoise();
  #start = 0;

  /** @param hop Samples from the start of a frame to that of the next. */
  constructor(samples: Float32Array, hop: number) {
    this.#samples = samples;
    this.#hop = hop;
    const { re, im } = this.#fft;
    this.#spectrum = { re, im, magnitude: new Float64Array(BINS) };
  }

  /** The spectrum of the next frame, from the one at the first sample on. */
  next(): Spectrum {
    const frame = this.#frame, window = this.#window;
    cut(this.#samples, { frame, start: this.#start, noise: this.#noise });
    this.#start += this.#hop;
    for (let i = 0; i < FRAME; i++) frame[i]! *= window[i]!;
    this.#fft.transform(frame);
    const { re, im, magnitude } = this.#spectrum;
    for (let k = 0; k < BINS; k++) magnitude[k] = Math.sqrt(re[k]! * re[k]! + im[k]! * im[k]!);
    return this.#spectrum;
  }
}

function cut(
  samples: Float32Array,
  { frame, start, noise }: {
    readonly frame: Float64Array;
    readonly start: number;
    readonly noise: () => number;
  },
): void {
  const end = Math.min(FRAME, samples.length - start);
  let power = 0;
  for (let i = 0; i < end; i++) {
    const sample = samples[start + i]!;
    frame[i] = sample;
    power += sample * sample;
  }
  frame.fill(0, end);
  if (power < SILENT_POWER * FRAME) {
    for (let i = 0; i < FRAME; i++) frame[i]! += noise();
  }
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
