import process from "node:process";
import essentiaPackage from "essentia.js";

export interface Vector {
  delete(): void;
}

export interface Vectors {
  push_back(vector: Vector): void;
}

/** Essentia's own algorithms, as far as tests compare with them. */
export interface Reference {
  /** An empty list of vectors. */
  newVectors(): Vectors;
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
  TempoTapDegara(
    onsets: Vector,
    maxTempo: number,
    minTempo: number,
    resample: string,
    sampleRate: number,
  ): { ticks: Vector };
  TempoTapMaxAgreement(candidates: Vectors): { ticks: Vector; confidence: number };
  TensorflowInputMusiCNN(frame: Vector): { bands: Vector };
  Windowing(frame: Vector, normalized: boolean, size: number, type: string): { frame: Vector };
}

/** Essentia, without the listeners that end the whole program on a stray rejection. */
export function essentiaReference(): Reference {
  const { EssentiaWASM, Essentia } = essentiaPackage as unknown as {
    EssentiaWASM: { readonly VectorVectorFloat: new () => Vectors };
    Essentia: new (module: unknown) => Omit<Reference, "newVectors">;
  };
  process.removeAllListeners("unhandledRejection");
  process.removeAllListeners("uncaughtException");
  const newVectors = () => new EssentiaWASM.VectorVectorFloat();
  return Object.assign(new Essentia(EssentiaWASM), { newVectors });
}
