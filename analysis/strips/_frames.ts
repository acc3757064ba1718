import { createRealFft, hann, type RealFft } from "../signal/mod.ts";

/**
 * Cuts samples that come in pieces into overlapping frames and gives the power spectrum of each, so
 * scaled that the bins of a full-scale sine add up to 1. Frame `i` is centred on sample `i * hop`, as
 * librosa's with `center=True`; before and after the sound there is silence.
 */
export class Frames {
  readonly size: number;
  readonly hop: number;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #frame: Float64Array;
  readonly #power: Float64Array;
  readonly #scale: number;
  readonly #take: (power: Float64Array) => void;
  #held: Float32Array;

  /** @param take Given the power spectrum, shape `(size / 2 + 1,)`, which the next frame overwrites. */
  constructor(size: number, take: (power: Float64Array) => void) {
    this.size = size;
    this.hop = size / 2;
    this.#fft = createRealFft(size);
    this.#window = hann(size);
    this.#frame = new Float64Array(size);
    this.#power = new Float64Array(this.#fft.bins);
    this.#scale = 4 / (size * this.#window.reduce((sum, weight) => sum + weight * weight, 0));
    this.#take = take;
    this.#held = new Float32Array(this.hop);
  }

  /** Takes mono samples. */
  add(mono: Float32Array): void {
    const all = new Float32Array(this.#held.length + mono.length);
    all.set(this.#held);
    all.set(mono, this.#held.length);
    let at = 0;
    for (; at + this.size <= all.length; at += this.hop) this.#give(all, at);
    this.#held = all.slice(at);
  }

  /** Takes silence for what comes after the last sample. */
  end(): void {
    this.add(new Float32Array(this.hop));
  }

  #give(samples: Float32Array, start: number): void {
    const { size } = this;
    const frame = this.#frame, window = this.#window, power = this.#power;
    for (let i = 0; i < size; i++) frame[i] = window[i]! * samples[start + i]!;
    this.#fft.transform(frame);
    const { re, im } = this.#fft;
    for (let k = 0; k < power.length; k++) {
      power[k] = this.#scale * (re[k]! * re[k]! + im[k]! * im[k]!);
    }
    this.#take(power);
  }
}

/** The power of two of samples that is nearest to a stretch of 46 ms, the 2048 of 44.1 kHz. */
export function frameSizeAt(sampleRate: number): number {
  return Math.max(64, 2 ** Math.round(Math.log2(sampleRate * 2048 / 44100)));
}
