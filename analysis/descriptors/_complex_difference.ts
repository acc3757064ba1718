import { BINS, PADDED_BINS, type Spectrum } from "./_spectrogram.ts";

/** How the phase of two frames ago enters the expected phase. */
export type Expectation = "subtracted" | "added";

/**
 * Squared complex differences (Bello et al. 2004): how far each bin is from where the last two frames
 * would have it, the magnitude kept and the phase going on evenly. Phases are unit vectors here, so
 * that no angle need be computed.
 *
 * @param expectation `subtracted` as in the paper. `added` is what Essentia's beat emphasis does,
 * and so must we to agree with it.
 * @returns A function of one spectrum after the other; it returns the same array every time, written
 * anew, shape `(PADDED_BINS,)`.
 */
export function createComplexDifferences(
  expectation: Expectation,
): (spectrum: Spectrum) => Float64Array {
  const squares = new Float64Array(PADDED_BINS);
  const cos1 = new Float64Array(BINS).fill(1), sin1 = new Float64Array(BINS);
  const cos2 = new Float64Array(BINS).fill(1), sin2 = new Float64Array(BINS);
  const before = new Float64Array(BINS);
  const sign = expectation === "subtracted" ? 1 : -1;
  return ({ re, im, magnitude }) => {
    for (let k = 0; k < BINS; k++) {
      const c = cos1[k]!, s = sin1[k]!, d = cos2[k]!, t = sign * sin2[k]!;
      const twiceCos = c * c - s * s, twiceSin = -2 * c * s;
      const turnCos = twiceCos * d - twiceSin * t, turnSin = twiceCos * t + twiceSin * d;
      const real = before[k]! - (re[k]! * turnCos - im[k]! * turnSin);
      const imaginary = re[k]! * turnSin + im[k]! * turnCos;
      squares[k] = real * real + imaginary * imaginary;
      cos2[k] = c;
      sin2[k] = s;
      const size = magnitude[k]!;
      cos1[k] = size > 0 ? re[k]! / size : 1;
      sin1[k] = size > 0 ? im[k]! / size : 0;
      before[k] = size;
    }
    return squares;
  };
}
