import type { Hertz } from "../../domain/mod.ts";
import { BINS, FRAME } from "./_spectrogram.ts";

const BIN_WIDTH = 44100 / FRAME;

/**
 * Energy in mel bands (HTK scale) from 0 Hz to `highest`, triangles over the mel scale whose weights
 * add up to one, as Essentia's MelBands gives it. Takes a magnitude spectrum and returns the same
 * array every time, written anew.
 */
export function createMelBands(
  options: { readonly bands: number; readonly highest: Hertz },
): (magnitude: Float64Array) => Float64Array {
  const triangles = melTriangles(options.bands, options.highest);
  const bands = new Float64Array(options.bands);
  return (magnitude) => {
    triangles.forEach(({ first, weights }, b) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) {
        const value = magnitude[first + i]!;
        sum += weights[i]! * value * value;
      }
      bands[b] = sum;
    });
    return bands;
  };
}

function melTriangles(
  bands: number,
  highest: Hertz,
): { readonly first: number; readonly weights: Float64Array }[] {
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
