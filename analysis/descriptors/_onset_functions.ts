import { MelBands } from "./_mel_bands.ts";
import { BINS, frameCount, Spectra, type Spectrum } from "./_spectrogram.ts";
import { BeatEmphasis } from "./_beat_emphasis.ts";
import { ComplexDifferences } from "./_complex_difference.ts";
import { InformationGain } from "./_information_gain.ts";

/** Samples at 44.1 kHz between the values of the coarse and of the fine onset functions. */
export const COARSE_HOP = 1024;
export const FINE_HOP = 512;
const MEL_BANDS = 40;

/**
 * The onset detection functions of Essentia's BeatTrackerMultiFeature (Zapata et al. 2014), from one
 * spectrogram. The first three have a value every {@linkcode COARSE_HOP} samples, the others every
 * {@linkcode FINE_HOP}.
 */
export interface OnsetFunctions {
  /** Complex spectral difference (Bello et al. 2004). */
  readonly complex: Float32Array;
  /** Rise of the spectrum's root mean square (Laroche 2003). */
  readonly energy: Float32Array;
  /** Rise of the level in 40 mel bands (Ellis 2007). */
  readonly mel: Float32Array;
  /** Beat emphasis (Davies et al. 2009). */
  readonly emphasis: Float32Array;
  /** Information gain between neighbouring histograms of the spectrum (Hainsworth & Macleod 2003). */
  readonly gain: Float32Array;
}

/** Those of {@linkcode OnsetFunctions} that have a value every {@linkcode COARSE_HOP} samples. */
export interface CoarseOnsets extends Pick<OnsetFunctions, "complex" | "energy" | "mel"> {
  /** Whether noise stands in for a silent frame, which differs with the frames around. */
  readonly isNoisy: boolean;
}

/**
 * All five onset functions.
 *
 * @param x44k Finite mono samples at 44.1 kHz, not empty.
 * @param made Their coarse ones, which are taken where they hold no noise.
 */
export function onsetFunctions(x44k: Float32Array, made?: CoarseOnsets): OnsetFunctions {
  const fine = frameCount(x44k.length, FINE_HOP);
  const isMade = made?.isNoisy === false;
  const coarse = new CoarseFunctions(isMade ? 0 : frameCount(x44k.length, COARSE_HOP));
  const emphasis = new BeatEmphasis(fine);
  const gain = new Float32Array(fine);
  const informationGain = new InformationGain();
  const spectra = new Spectra(x44k, FINE_HOP);
  const frames = Math.max(fine, 2 * coarse.frames - 1);
  for (let f = 0; f < frames; f++) {
    const spectrum = spectra.next();
    if (f < fine) {
      emphasis.add(spectrum);
      gain[f] = informationGain.next(spectrum);
    }
    if (f % 2 === 0 && f / 2 < coarse.frames) coarse.add(spectrum);
  }
  const { complex, energy, mel } = isMade ? made : coarse;
  return { complex, energy, mel, emphasis: emphasis.result(), gain };
}

/** Gathers spectra, one every {@linkcode COARSE_HOP} samples, into the coarse onset functions. */
export class CoarseFunctions implements CoarseOnsets {
  readonly complex: Float32Array;
  readonly energy: Float32Array;
  readonly mel: Float32Array;
  isNoisy = false;
  readonly #differences = new ComplexDifferences("subtracted");
  readonly #bands = new MelBands({ bands: MEL_BANDS, highest: 4000 });
  /** Levels in the mel bands of the frame before; NaN before the first. */
  readonly #levels = new Float64Array(MEL_BANDS).fill(NaN);
  #loudness = Infinity;
  #frame = 0;

  constructor(readonly frames: number) {
    this.complex = new Float32Array(frames);
    this.energy = new Float32Array(frames);
    this.mel = new Float32Array(frames);
  }

  add(spectrum: Spectrum): void {
    const f = this.#frame++;
    this.isNoisy ||= spectrum.isNoise;
    this.complex[f] = rootsOf(this.#differences.next(spectrum));
    const loudness = loudnessOf(spectrum);
    this.energy[f] = Math.max(0, loudness - this.#loudness);
    this.#loudness = loudness;
    const rise = riseOf(this.#levels, this.#bands.of(spectrum.magnitude));
    this.mel[f] = f === 0 ? 0 : rise;
  }
}

function rootsOf(squares: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < BINS; k++) sum += Math.sqrt(squares[k]!);
  return sum;
}

function loudnessOf({ magnitude }: Spectrum): number {
  let energy = 0;
  for (let k = 0; k < BINS; k++) energy += magnitude[k]! * magnitude[k]!;
  return Math.sqrt(energy) / BINS;
}

/** How far the levels of the bands have risen, all together; the levels are brought up to date. */
function riseOf(levels: Float64Array, energies: Float64Array): number {
  let rise = 0;
  for (let b = 0; b < levels.length; b++) {
    const energy = energies[b]!;
    const level = energy < 1e-10 ? -200 : 20 * Math.log10(energy);
    rise += Math.max(0, level - levels[b]!);
    levels[b] = level;
  }
  return rise;
}
