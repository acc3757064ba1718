import { createMelBands } from "./_mel_bands.ts";
import { RunningMoments } from "./_running_moments.ts";
import { BINS, eachSpectrum, FRAME, frameCount } from "./_spectrogram.ts";
import {
  CONTRAST_BANDS,
  SHAPE_VALUES,
  spectralContrast,
  spectralShape,
} from "./_spectral_shape.ts";

/** Samples at 44.1 kHz between frames. */
export const TIMBRE_HOP = 1024;
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
  const bandsOf = createMelBands(MEL);
  const transform = createCosineTransform();
  const floor = FLOOR * loudest;
  const power = new Float64Array(BINS);
  const contrasts = new Float64Array(CONTRAST_BANDS);
  const shapes = new Float64Array(SHAPE_VALUES);
  let before: Float64Array | undefined;
  eachSpectrum(x44k, { hop: TIMBRE_HOP, frames }, ({ magnitude }, f) => {
    const levels = bandsOf(magnitude).map((energy) => 10 * Math.log10(energy + floor));
    if (before) addRises(onsets, { frame: f, levels, before });
    before = levels;
    if (powers[f]! < INAUDIBLE * loudest) return;
    mfcc.add(transform(levels));
    for (let k = 0; k < BINS; k++) power[k] = magnitude[k]! * magnitude[k]! + floor / BINS;
    spectralShape(power, shapes);
    shape.add(shapes);
    if (f % 2 === 1 && frames > 1) return;
    spectralContrast(power, contrasts);
    contrast.add(contrasts);
  });
  const levels = powers.map((each) => 10 * Math.log10(Math.max(INAUDIBLE, each / loudest)));
  return { mfcc, contrast, shape, onsets, levels };
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
  let band = 0;
  RANGE_EDGES.forEach((edge, range) => {
    let sum = 0;
    for (; band < edge; band++) sum += Math.max(0, levels[band]! - before[band]!);
    onsets[range]![frame] = sum / MEL.bands;
  });
}

/** Discrete cosine transform (type II, orthonormal) of the mel levels. */
function createCosineTransform(): (levels: Float64Array) => Float64Array {
  const n = MEL.bands;
  const table = Float64Array.from({ length: MFCCS * n }, (_, i) => {
    const c = Math.floor(i / n), b = i % n;
    return Math.sqrt((c === 0 ? 1 : 2) / n) * Math.cos(Math.PI * c * (b + 0.5) / n);
  });
  const coefficients = new Float64Array(MFCCS);
  return (levels) => {
    for (let c = 0; c < MFCCS; c++) {
      let sum = 0;
      for (let b = 0; b < n; b++) sum += table[c * n + b]! * levels[b]!;
      coefficients[c] = sum;
    }
    return coefficients;
  };
}
