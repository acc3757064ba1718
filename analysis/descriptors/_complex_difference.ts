import { BINS, PADDED_BINS, type Spectrum } from "./_spectrogram.ts";

/** How the phase of two frames ago enters the expected phase. */
export type Expectation = "subtracted" | "added";

/**
 * Squared complex differences (Bello et al. 2004): how far each bin is from where the last two frames
 * would have it, the magnitude kept and the phase going on evenly. Phases are unit vectors here, so
 * that no angle need be computed.
 */
export class ComplexDifferences {
  readonly #squares = new Float64Array(PADDED_BINS);
  readonly #cos1 = new Float64Array(BINS).fill(1);
  readonly #sin1 = new Float64Array(BINS);
  readonly #cos2 = new Float64Array(BINS).fill(1);
  readonly #sin2 = new Float64Array(BINS);
  readonly #before = new Float64Array(BINS);
  readonly #sign: number;

  /**
   * @param expectation `subtracted` as in the paper. `added` is what Essentia's beat emphasis does,
   * and so must we to agree with it.
   */
  constructor(expectation: Expectation) {
    this.#sign = expectation === "subtracted" ? 1 : -1;
  }

  /** Takes the next spectrum; the same array every time, written anew, shape `(PADDED_BINS,)`. */
  next({ re, im, magnitude }: Spectrum): Float64Array {
    const squares = this.#squares, before = this.#before, sign = this.#sign;
    const cos1 = this.#cos1, sin1 = this.#sin1, cos2 = this.#cos2, sin2 = this.#sin2;
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
  }
}
