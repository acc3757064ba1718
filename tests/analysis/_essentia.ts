import process from "node:process";
import essentiaPackage from "essentia.js";

export interface Vector {
  delete(): void;
}

/** Essentia's own algorithms, as far as tests compare with them. */
export interface Reference {
  arrayToVector(samples: Float32Array): Vector;
  vectorToArray(vector: Vector): Float32Array;
  Danceability(signal: Vector): { danceability: number; dfa?: Vector };
  KeyExtractor(
    audio: Vector,
    averageDetuningCorrection: boolean,
    frameSize: number,
    hopSize: number,
    hpcpSize: number,
    maxFrequency: number,
    maximumSpectralPeaks: number,
    minFrequency: number,
    pcpThreshold: number,
    profileType: string,
  ): { key: string; scale: string; strength: number };
  MelBands(
    spectrum: Vector,
    highFrequencyBound: number,
    inputSize: number,
    log: boolean,
    lowFrequencyBound: number,
    normalize: string,
    numberBands: number,
    sampleRate: number,
    type: string,
    warpingFormula: string,
    weighting: string,
  ): { bands: Vector };
  RhythmExtractor2013(
    signal: Vector,
    maxTempo: number,
    method: string,
    minTempo: number,
  ): {
    bpm: number;
    confidence: number;
    ticks: Vector;
    estimates: Vector;
    bpmIntervals: Vector;
  };
  Spectrum(frame: Vector, size: number): { spectrum: Vector };
  TensorflowInputMusiCNN(frame: Vector): { bands: Vector };
  Windowing(frame: Vector, normalized: boolean, size: number, type: string): { frame: Vector };
}

/** Essentia, without the listeners that end the whole program on a stray rejection. */
export function essentiaReference(): Reference {
  const { EssentiaWASM, Essentia } = essentiaPackage as unknown as {
    EssentiaWASM: unknown;
    Essentia: new (module: unknown) => Reference;
  };
  process.removeAllListeners("unhandledRejection");
  process.removeAllListeners("uncaughtException");
  return new Essentia(EssentiaWASM);
}
