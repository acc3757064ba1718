import { lanes, reserve } from "../signal/mod.ts";
import { PADDED_BINS, type Spectrum } from "./_spectrogram.ts";

/** How the phase of two frames ago enters the expected phase. */
export type Expectation = "subtracted" | "added";

/** Cosines and sines of the last frame's phases and of those before, magnitudes, and squares. */
const ARRAYS = 6;

/** The state of each kind, made once a thread. */
const states = new Map<Expectation, Float64Array>();

/**
 * Squared complex differences (Bello et al. 2004): how far each bin is from where the last two frames
 * would have it, the magnitude kept and the phase going on evenly. Phases are unit vectors here, so
 * that no angle need be computed. A new one of a kind ends the one before.
 */
export class ComplexDifferences {
  readonly #state: Float64Array;
  readonly #squares: Float64Array;
  readonly #sign: number;

  /**
   * @param expectation `subtracted` as in the paper. `added` is what Essentia's beat emphasis does,
   * and so must we to agree with it.
   */
  constructor(expectation: Expectation) {
    this.#sign = expectation === "subtracted" ? 1 : -1;
    this.#state = states.get(expectation) ?? reserve(Float64Array, ARRAYS * PADDED_BINS);
    states.set(expectation, this.#state);
    this.#squares = this.#state.subarray((ARRAYS - 1) * PADDED_BINS);
    this.#state.fill(0);
    for (const cosines of [0, 2]) {
      this.#state.fill(1, cosines * PADDED_BINS, (cosines + 1) * PADDED_BINS);
    }
  }

  /** Takes the next spectrum; the same array every time, written anew, shape `(PADDED_BINS,)`. */
  next({ re, im, magnitude }: Spectrum): Float64Array {
    lanes.differences(
      re.byteOffset,
      im.byteOffset,
      magnitude.byteOffset,
      re.byteOffset + re.byteLength,
      this.#state.byteOffset,
      8 * PADDED_BINS,
      this.#sign,
    );
    return this.#squares;
  }
}
