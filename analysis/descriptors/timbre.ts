import { absent, type Measured, present, type Seconds } from "../../domain/mod.ts";
import { ONSET_VALUES, onsetStatistics, periodicity, PERIODICITY_TEMPI } from "./_rhythm_shape.ts";
import { CONTRAST_BANDS, SHAPE_VALUES } from "./_spectral_shape.ts";
import { MFCCS, TIMBRE_HOP } from "./_timbre_frames.ts";
import { Texture } from "./texture.ts";

/** Neighbouring values of the timbre and rhythm vector that belong together. */
export interface TimbreGroup {
  readonly id: string;
  readonly label: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Layout of the timbre and rhythm vector. Groups differ much in length: a distance that is to hear
 * them alike divides each group's part by its length.
 */
export const TIMBRE_GROUPS: readonly TimbreGroup[] = laidOut([
  ["mfcc", "Timbre (MFCC mean)", MFCCS - 1],
  ["mfcc-covariance", "Timbre variation (MFCC covariance)", MFCCS * (MFCCS + 1) / 2],
  ["contrast", "Spectral contrast", 2 * CONTRAST_BANDS],
  ["shape", "Brightness and noisiness", 2 * SHAPE_VALUES],
  ["chroma", "Pitch classes", 12],
  ["tonality", "Tonal clarity", 1],
  ["onsets", "Onsets", ONSET_VALUES],
  ["rhythm", "Rhythmic periodicity", PERIODICITY_TEMPI.length],
  ["dynamics", "Dynamics", 2],
]);

/** Values of the timbre and rhythm vector. */
export const TIMBRE_DIMENSIONS: number = TIMBRE_GROUPS.reduce((sum, { length }) => sum + length, 0);

const SHORTEST: Seconds = 3;
const SAMPLE_RATE = 44100;

/**
 * Timbre and rhythm as one vector, from signal processing alone; shape `(TIMBRE_DIMENSIONS,)`, raw:
 * to compare tracks, standardise each value over the collection first. The level of the signal does
 * not enter it. By group ({@linkcode TIMBRE_GROUPS}):
 *
 * - `mfcc`: means of coefficients 1..12 (40 mel bands up to 11 kHz, dB, orthonormal DCT).
 * - `mfcc-covariance`: upper triangle of the covariance of coefficients 0..12, row by row.
 * - `contrast`: means, then standard deviations, of the contrast in seven octaves from 30 Hz, dB.
 * - `shape`: means, then standard deviations, of centroid, spread and roll-off (octaves) and flatness (dB).
 * - `chroma`: pitch classes from C upwards, shares that add up to 1.
 * - `tonality`: 1 minus their entropy over its maximum: 0 for noise, 1 for one pitch class.
 * - `onsets`: rate (1/s), mean and deviation of the strength, shares of low, middle and high bands.
 * - `rhythm`: autocorrelation of the onset strength at 30 to 339 BPM, a quarter octave apart.
 * - `dynamics`: standard deviation of the level (dB), share of frames below the mean level.
 *
 * Absent where the samples are silent or shorter than 3 s.
 *
 * @param x44k Mono samples at 44.1 kHz.
 * @param texture Their texture, where it has been made already.
 */
export function timbreOf(
  x44k: Float32Array,
  texture: Texture = new Texture(x44k),
): Measured<Float32Array> {
  if (x44k.length < SHORTEST * SAMPLE_RATE) return absent("too-short");
  if (texture.isSilent) return absent("silent");
  const { mfcc, contrast, shape, onsets, levels } = texture.frames;
  const rate = SAMPLE_RATE / TIMBRE_HOP;
  const vector = Float32Array.from([
    ...mfcc.means().subarray(1),
    ...mfcc.covariances(),
    ...contrast.means(),
    ...contrast.deviations(),
    ...shape.means(),
    ...shape.deviations(),
    ...texture.chroma,
    texture.clarity,
    ...onsetStatistics(onsets, rate),
    ...periodicity(onsets, rate),
    ...dynamicsOf(levels),
  ]);
  return vector.every(Number.isFinite) ? present(vector) : absent("not-finite");
}

function laidOut(groups: readonly (readonly [string, string, number])[]): TimbreGroup[] {
  let offset = 0;
  return groups.map(([id, label, length]) => {
    const group = { id, label, offset, length };
    offset += length;
    return group;
  });
}

function dynamicsOf(levels: Float64Array): [deviation: number, below: number] {
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const variance = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length;
  return [Math.sqrt(variance), levels.filter((level) => level < mean).length / levels.length];
}
