import { selectRank } from "../../domain/mod.ts";
import { BINS, FRAME } from "./_spectrogram.ts";

const BIN_WIDTH = 44100 / FRAME;
/** Bins up to 11 kHz; what lies above says more about the codec than about the music. */
const HEARD = (BINS - 1) / 2;
/** Edges of the octaves of the spectral contrast in hertz (Jiang et al. 2002). */
const OCTAVES = [30, 200, 400, 800, 1600, 3200, 6400, 11025];
/** Share of an octave's bins that make its peak, and its valley. */
const NEIGHBOURS = 0.2;

/** Number of values of {@linkcode spectralContrast}. */
export const CONTRAST_BANDS = OCTAVES.length - 1;
/** Number of values of {@linkcode spectralShape}. */
export const SHAPE_VALUES = 4;

const EDGES = OCTAVES.map((hertz) => Math.round(hertz / BIN_WIDTH));
const LOGARITHMS = Float64Array.from({ length: BINS }, (_, k) => Math.log2(Math.max(1, k)));

/**
 * Spectral contrast in dB: for each octave the mean power of its strongest fifth of bins over that of
 * its weakest fifth (Jiang et al. 2002).
 *
 * @param power Power spectrum, every value above 0.
 * @param contrast Where the {@linkcode CONTRAST_BANDS} values go.
 */
export function spectralContrast(power: Float64Array, contrast: Float64Array): void {
  for (let band = 0; band < CONTRAST_BANDS; band++) {
    const size = EDGES[band + 1]! - EDGES[band]!;
    const count = Math.max(1, Math.round(NEIGHBOURS * size));
    const bins = OCTAVE.subarray(0, size);
    bins.set(power.subarray(EDGES[band], EDGES[band + 1]));
    selectRank(bins, count);
    selectRank(bins, size - count, count);
    let peak = 0, valley = 0;
    for (let i = 0; i < count; i++) {
      valley += bins[i]!;
      peak += bins[size - 1 - i]!;
    }
    contrast[band] = 10 * Math.log10(peak / valley);
  }
}

/** The bins of an octave, written anew for each. */
const OCTAVE = new Float64Array(BINS);

/**
 * Centroid and spread of the power over the logarithm of the frequency (octaves above the first
 * bin, 21.5 Hz), the frequency below which 85 % of the power lies (the same), and flatness in dB,
 * all up to 11 kHz.
 *
 * @param power Power spectrum, every value above 0.
 * @param shape Where the {@linkcode SHAPE_VALUES} values go.
 */
export function spectralShape(power: Float64Array, shape: Float64Array): void {
  let sum = 0, first = 0, second = 0, logarithms = 0;
  for (let k = 1; k <= HEARD; k++) {
    const weighted = power[k]! * LOGARITHMS[k]!;
    sum += power[k]!;
    first += weighted;
    second += weighted * LOGARITHMS[k]!;
  }
  for (let k = 1; k <= HEARD; k += 8) {
    let product = 1;
    for (let i = k; i < Math.min(k + 8, HEARD + 1); i++) product *= power[i]! / sum;
    logarithms += Math.log(Math.max(product, 1e-300));
  }
  const centroid = first / sum;
  let rolloff = 1;
  for (let below = power[1]!; below < 0.85 * sum && rolloff < HEARD;) below += power[++rolloff]!;
  shape[0] = centroid;
  shape[1] = Math.sqrt(Math.max(0, second / sum - centroid * centroid));
  shape[2] = LOGARITHMS[rolloff]!;
  shape[3] = 10 / Math.LN10 * (logarithms / HEARD + Math.log(HEARD));
}
