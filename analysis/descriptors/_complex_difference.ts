import { BINS, type Spectrum } from "./_spectrogram.ts";

/**
 * Complex spectral difference (Bello et al. 2004): how far each bin is from where the last two
 * frames would have it, the magnitude kept and the phase going on evenly, summed over the bins.
 * Phases are unit vectors here, so that no angle need be computed.
 */
export function createComplexDifference(): (spectrum: Spectrum) => number {
  const state = createPhaseState();
  return (spectrum) => {
    const { re, im, magnitude } = spectrum;
    const { cos1, sin1, cos2, sin2, before } = state;
    let sum = 0;
    for (let k = 0; k < BINS; k++) {
      const c = cos1[k]!, s = sin1[k]!;
      // conj(u1)^2 u2
      const cc = c * c - s * s, ss = -2 * c * s;
      const tr = cc * cos2[k]! - ss * sin2[k]!, ti = cc * sin2[k]! + ss * cos2[k]!;
      const dr = before[k]! - (re[k]! * tr - im[k]! * ti);
      const di = re[k]! * ti + im[k]! * tr;
      sum += Math.sqrt(dr * dr + di * di);
      cos2[k] = c;
      sin2[k] = s;
      const size = magnitude[k]!;
      cos1[k] = size > 0 ? re[k]! / size : 1;
      sin1[k] = size > 0 ? im[k]! / size : 0;
      before[k] = size;
    }
    return sum;
  };
}

/** Phases of the last two frames as unit vectors, and the magnitudes of the last. */
export interface PhaseState {
  readonly cos1: Float64Array;
  readonly sin1: Float64Array;
  readonly cos2: Float64Array;
  readonly sin2: Float64Array;
  readonly before: Float64Array;
}

/** The state before the first frame: no phase, no magnitude. */
export function createPhaseState(): PhaseState {
  return {
    cos1: new Float64Array(BINS).fill(1),
    sin1: new Float64Array(BINS),
    cos2: new Float64Array(BINS).fill(1),
    sin2: new Float64Array(BINS),
    before: new Float64Array(BINS),
  };
}
