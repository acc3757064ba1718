import { createMelBands } from "./_mel_bands.ts";
import { BINS, eachSpectrum, frameCount, type Spectrum } from "./_spectrogram.ts";
import { createBeatEmphasis } from "./_beat_emphasis.ts";
import { createComplexDifferences } from "./_complex_difference.ts";
import { createInformationGain } from "./_information_gain.ts";

/** Samples at 44.1 kHz between the values of the coarse and of the fine onset functions. */
export const COARSE_HOP = 1024;
export const FINE_HOP = 512;

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
export type CoarseOnsets = Pick<OnsetFunctions, "complex" | "energy" | "mel">;

/**
 * All five onset functions.
 *
 * @param x44k Finite mono samples at 44.1 kHz, not empty.
 */
export function onsetFunctions(x44k: Float32Array): OnsetFunctions {
  const fine = frameCount(x44k.length, FINE_HOP);
  const coarse = frameCount(x44k.length, COARSE_HOP);
  const complex = new Float32Array(coarse);
  const energy = new Float32Array(coarse);
  const mel = new Float32Array(coarse);
  const gain = new Float32Array(fine);
  const complexDifference = createComplexDifference();
  const energyRise = createEnergyRise();
  const melRise = createMelRise();
  const emphasis = createBeatEmphasis(fine);
  const informationGain = createInformationGain();
  const frames = Math.max(fine, 2 * coarse - 1);
  eachSpectrum(x44k, { hop: FINE_HOP, frames }, (spectrum, f) => {
    if (f < fine) {
      emphasis.add(spectrum);
      gain[f] = informationGain(spectrum);
    }
    if (f % 2 === 0 && f / 2 < coarse) {
      complex[f / 2] = complexDifference(spectrum);
      energy[f / 2] = energyRise(spectrum);
      mel[f / 2] = melRise(spectrum);
    }
  });
  return { complex, energy, mel, emphasis: emphasis.result(), gain };
}

/**
 * The three coarse onset functions alone.
 *
 * @param x44k Finite mono samples at 44.1 kHz, not empty.
 */
export function coarseOnsets(x44k: Float32Array): CoarseOnsets {
  const frames = frameCount(x44k.length, COARSE_HOP);
  const onsets = {
    complex: new Float32Array(frames),
    energy: new Float32Array(frames),
    mel: new Float32Array(frames),
  };
  const complexDifference = createComplexDifference();
  const energyRise = createEnergyRise();
  const melRise = createMelRise();
  eachSpectrum(x44k, { hop: COARSE_HOP, frames }, (spectrum, f) => {
    onsets.complex[f] = complexDifference(spectrum);
    onsets.energy[f] = energyRise(spectrum);
    onsets.mel[f] = melRise(spectrum);
  });
  return onsets;
}

/**
 * The complex spectral difference alone, every {@linkcode COARSE_HOP} samples.
 *
 * @param x44k Finite mono samples at 44.1 kHz.
 */
export function complexOnsets(x44k: Float32Array): Float32Array {
  const frames = frameCount(x44k.length, COARSE_HOP);
  const onsets = new Float32Array(frames);
  const complexDifference = createComplexDifference();
  eachSpectrum(x44k, { hop: COARSE_HOP, frames }, (spectrum, f) => {
    onsets[f] = complexDifference(spectrum);
  });
  return onsets;
}

function createComplexDifference(): (spectrum: Spectrum) => number {
  const differences = createComplexDifferences("subtracted");
  return (spectrum) => {
    const squares = differences(spectrum);
    let sum = 0;
    for (let k = 0; k < BINS; k++) sum += Math.sqrt(squares[k]!);
    return sum;
  };
}

function createEnergyRise(): (spectrum: Spectrum) => number {
  let before = Infinity;
  return ({ magnitude }) => {
    let energy = 0;
    for (let k = 0; k < BINS; k++) energy += magnitude[k]! * magnitude[k]!;
    const level = Math.sqrt(energy) / BINS;
    const rise = Math.max(0, level - before);
    before = level;
    return rise;
  };
}

function createMelRise(): (spectrum: Spectrum) => number {
  const bandsOf = createMelBands({ bands: 40, highest: 4000 });
  let before: Float64Array | undefined;
  return ({ magnitude }) => {
    const levels = bandsOf(magnitude).map((energy) =>
      energy < 1e-10 ? -200 : 20 * Math.log10(energy)
    );
    let rise = 0;
    if (before) {
      for (let b = 0; b < levels.length; b++) rise += Math.max(0, levels[b]! - before[b]!);
    }
    before = levels;
    return rise;
  };
}
