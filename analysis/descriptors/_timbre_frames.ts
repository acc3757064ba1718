import { COARSE_HOP, CoarseFunctions, type CoarseOnsets } from "./_onset_functions.ts";
import { MelBands } from "./_mel_bands.ts";
import { RunningMoments } from "./_running_moments.ts";
import { BINS, FRAME, frameCount, Spectra } from "./_spectrogram.ts";
import {
  CONTRAST_BANDS,
  SHAPE_VALUES,
  spectralContrast,
  spectralShape,
} from "./_spectral_shape.ts";

/** Samples at 44.1 kHz between frames. */
export const TIMBRE_HOP = COARSE_HOP;
/** Mel-frequency cepstral coefficients kept, the zeroth (level) among them. */
export const MFCCS = 13;

const MEL = { bands: 40, highest: 11025 };
/** Frames this far below the loudest (in power) say nothing about timbre. */
const INAUDIBLE = 1e-6;
/** Floor under every power, as a share of the loudest frame's. */
const FLOOR = 1e-7;
/** First mel bands above 200 Hz and above 2 kHz. */
const RANGE_EDGES = [3, 19, MEL.bands] as const;

/** What the frames of a signal add up to. */
export interface TimbreFrames {
  readonly mfcc: RunningMoments;
  readonly contrast: RunningMoments;
  readonly shape: RunningMoments;
  /** Rise of the level in low, middle and high mel bands by frame, dB a band. */
  readonly onsets: readonly [Float64Array, Float64Array, Float64Array];
  /** Level of each frame in dB under the loudest, at least -60. */
  readonly levels: Float64Array;
  /** What the beat trackers work on. */
  readonly coarse: CoarseOnsets;
}

/** One pass over the spectrogram. @param x44k Finite mono samples at 44.1 kHz, not silent. */
export function timbreFrames(x44k: Float32Array): TimbreFrames {
  const frames = frameCount(x44k.length, TIMBRE_HOP);
  const powers = framePowers(x44k, frames);
  const loudest = Math.max(...[...chunksOf(powers)].map((chunk) => Math.max(...chunk)));
  const mfcc = new RunningMoments(MFCCS);
  const contrast = new RunningMoments(CONTRAST_BANDS);
  const shape = new RunningMoments(SHAPE_VALUES);
  const onsets = [0, 1, 2].map(() => new Float64Array(frames)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const bands = new MelBands(MEL);
  const spectra = new Spectra(x44k, TIMBRE_HOP);
  const coarse = new CoarseFunctions(frames);
  const floor = FLOOR * loudest;
  const power = new Float64Array(BINS);
  const contrasts = new Float64Array(CONTRAST_BANDS);
  const shapes = new Float64Array(SHAPE_VALUES);
  const coefficients = new Float64Array(MFCCS);
  let [bandLevels, before] = [new Float64Array(MEL.bands), new Float64Array(MEL.bands)];
  for (let f = 0; f < frames; f++) {
    const spectrum = spectra.next();
    const { magnitude } = spectrum;
    coarse.add(spectrum);
    [bandLevels, before] = [before, bandLevels];
    toLevels(bands.of(magnitude), floor, bandLevels);
    if (f > 0) addRises(onsets, { frame: f, levels: bandLevels, before });
    if (powers[f]! < INAUDIBLE * loudest) continue;
    cosineTransform(bandLevels, coefficients);
    mfcc.add(coefficients);
    for (let k = 0; k < BINS; k++) power[k] = magnitude[k]! * magnitude[k]! + floor / BINS;
    spectralShape(power, shapes);
    shape.add(shapes);
    if (f % 2 === 1 && frames > 1) continue;
    spectralContrast(power, contrasts);
    contrast.add(contrasts);
  }
  const levels = powers.map((each) => 10 * Math.log10(Math.max(INAUDIBLE, each / loudest)));
  return { mfcc, contrast, shape, onsets, levels, coarse };
}

function framePowers(samples: Float32Array, frames: number): Float64Array {
  const powers = new Float64Array(frames);
  for (let f = 0; f < frames; f++) {
    let sum = 0;
    const end = Math.min(samples.length, f * TIMBRE_HOP + FRAME);
    for (let i = f * TIMBRE_HOP; i < end; i++) sum += samples[i]! * samples[i]!;
    powers[f] = sum / FRAME;
  }
  return powers;
}

/** Pieces short enough to be spread into arguments. */
function* chunksOf(values: Float64Array): Generator<Float64Array> {
  for (let i = 0; i < values.length; i += 4096) yield values.subarray(i, i + 4096);
}

function addRises(
  onsets: readonly Float64Array[],
  { frame, levels, before }: {
    readonly frame: number;
    readonly levels: Float64Array;
    readonly before: Float64Array;
  },
): void {
  for (let range = 0, band = 0; range < RANGE_EDGES.length; range++) {
    let sum = 0;
    for (; band < RANGE_EDGES[range]!; band++) sum += Math.max(0, levels[band]! - before[band]!);
    onsets[range]![frame] = sum / MEL.bands;
  }
}

function toLevels(energies: Float64Array, floor: number, levels: Float64Array): void {
  for (let b = 0; b < levels.length; b++) levels[b] = 10 * Math.log10(energies[b]! + floor);
}

const COSINES = Float64Array.from({ length: MFCCS * MEL.bands }, (_, i) => {
  const n = MEL.bands, c = Math.floor(i / n), b = i % n;
  return Math.sqrt((c === 0 ? 1 : 2) / n) * Math.cos(Math.PI * c * (b + 0.5) / n);
});

/** Discrete cosine transform (type II, orthonormal) of the mel levels. */
function cosineTransform(levels: Float64Array, coefficients: Float64Array): void {
  const n = MEL.bands;
  for (let c = 0; c < MFCCS; c++) {
    let sum = 0;
    for (let b = 0; b < n; b++) sum += COSINES[c * n + b]! * levels[b]!;
    coefficients[c] = sum;
  }
}
