import type { Hertz } from "../../domain/mod.ts";
import { BINS, FRAME } from "./_spectrogram.ts";

const BIN_WIDTH = 44100 / FRAME;

interface Triangle {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Made once a thread. */
const designs = new Map<string, readonly Triangle[]>();

/**
 * Energy in mel bands (HTK scale) from 0 Hz to `highest`, triangles over the mel scale whose weights
 * add up to one, as Essentia's MelBands gives it.
 */
export class MelBands {
  readonly #triangles: readonly Triangle[];
  readonly #bands: Float64Array;

  constructor(options: { readonly bands: number; readonly highest: Hertz }) {
    const { bands, highest } = options;
    const name = `${bands} to ${highest}`;
    this.#triangles = designs.get(name) ?? melTriangles(bands, highest);
    designs.set(name, this.#triangles);
    this.#bands = new Float64Array(bands);
  }

  /** The bands of a magnitude spectrum; the same array every time, written anew. */
  of(magnitude: Float64Array): Float64Array {
    const bands = this.#bands;
    for (let b = 0; b < bands.length; b++) bands[b] = energyUnder(this.#triangles[b]!, magnitude);
    return bands;
  }
}

function energyUnder({ first, weights }: Triangle, magnitude: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const value = magnitude[first + i]!;
    sum += weights[i]! * value * value;
  }
  return sum;
}

function melTriangles(bands: number, highest: Hertz): Triangle[] {
  const step = melOf(highest) / (bands + 1);
  return Array.from({ length: bands }, (_, b) => {
    const heights: number[] = [];
    let first = 0;
    for (let k = 0; k < BINS; k++) {
      const height = 1 - Math.abs(melOf(k * BIN_WIDTH) / step - (b + 1));
      if (height <= 0) continue;
      if (heights.length === 0) first = k;
      heights.push(height);
    }
    const sum = heights.reduce((total, height) => total + height, 0);
    return { first, weights: Float64Array.from(heights, (height) => height / sum) };
  });
}

function melOf(hertz: number): number {
  return 1127.01048 * Math.log(1 + hertz / 700);
}
