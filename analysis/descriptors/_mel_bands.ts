import { BINS, FRAME } from "./_spectrogram.ts";

const BANDS = 40;
const HIGHEST = 4000;
const BIN_WIDTH = 44100 / FRAME;

/**
 * Energy in 40 mel bands (HTK scale) up to 4 kHz, triangles over the mel scale whose weights add up
 * to one, as Essentia's MelBands gives it. Takes a magnitude spectrum, returns the same array anew.
 */
export function createMelBands(): (magnitude: Float64Array) => Float64Array {
  const triangles = melTriangles();
  const bands = new Float64Array(BANDS);
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

function melTriangles(): { readonly first: number; readonly weights: Float64Array }[] {
  const step = melOf(HIGHEST) / (BANDS + 1);
  return Array.from({ length: BANDS }, (_, b) => {
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
