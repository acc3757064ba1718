/**
 * The one place that knows essentia.js: typed calls, memory freed at the end of each, errors as
 * errors. Everything else in the program sees only {@linkcode beatsOf} and {@linkcode extractKey}.
 *
 * @module
 */
import essentiaPackage from "essentia.js";
import process from "node:process";
import type { Bpm, Seconds } from "../../domain/mod.ts";

interface WasmVector {
  size(): number;
  get(index: number): number;
  delete(): void;
}

interface EssentiaModule {
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
}

interface Algorithms {
  arrayToVector(samples: Float32Array): WasmVector;
  vectorToArray(vector: WasmVector): Float32Array;
  KeyExtractor(
    audio: WasmVector,
    averageDetuningCorrection: boolean,
    frameSize: number,
    hopSize: number,
    hpcpSize: number,
    maxFrequency: number,
    maximumSpectralPeaks: number,
    minFrequency: number,
    pcpThreshold: number,
    profileType: string,
  ): { readonly key: string; readonly scale: string; readonly strength: number };
  RhythmExtractor2013(
    signal: WasmVector,
    maxTempo: number,
    method: string,
    minTempo: number,
  ): {
    readonly bpm: number;
    readonly ticks: WasmVector;
    readonly confidence: number;
    readonly estimates: WasmVector;
    readonly bpmIntervals: WasmVector;
  };
}

interface EssentiaPackage {
  readonly EssentiaWASM: EssentiaModule;
  readonly Essentia: new (module: EssentiaModule) => Algorithms;
}

let loaded: { readonly wasm: EssentiaModule; readonly algorithms: Algorithms } | undefined;

/**
 * The algorithms, made once a thread. Emscripten's listeners, which end the whole program on any
 * unhandled rejection, are taken off as soon as they are there.
 */
function essentia(): { readonly wasm: EssentiaModule; readonly algorithms: Algorithms } {
  if (!loaded) {
    const { EssentiaWASM, Essentia } = essentiaPackage as unknown as EssentiaPackage;
    loaded = { wasm: EssentiaWASM, algorithms: new Essentia(EssentiaWASM) };
    process.removeAllListeners("unhandledRejection");
    process.removeAllListeners("uncaughtException");
  }
  return loaded;
}

/** A vector in WASM memory that is freed at the end of the block that holds it with `using`. */
class OwnedVector implements Disposable {
  constructor(readonly vector: WasmVector) {}

  [Symbol.dispose](): void {
    this.vector.delete();
  }
}

/** Runs a call; what it throws as a pointer to a C++ exception comes out as an Error. */
function guarded<T>(algorithm: string, call: (algorithms: Algorithms) => T): T {
  const { wasm, algorithms } = essentia();
  try {
    return call(algorithms);
  } catch (thrown) {
    const reason = typeof thrown === "number" ? messageAt(wasm, thrown) : String(thrown);
    throw new Error(
      `Cannot run Essentia's ${algorithm}: ${reason}; replace the worker, its memory is not freed`,
    );
  }
}

/** The text of a C++ exception: a libc++ string four bytes into it, in place or by pointer. */
function messageAt(wasm: EssentiaModule, pointer: number): string {
  const inPlace = (wasm.HEAPU8[pointer + 15] ?? 0) < 128;
  const start = inPlace ? pointer + 4 : wasm.HEAP32[(pointer + 4) >> 2] ?? 0;
  const length = inPlace ? wasm.HEAPU8[pointer + 15] ?? 0 : wasm.HEAP32[(pointer + 8) >> 2] ?? 0;
  const text = new TextDecoder().decode(wasm.HEAPU8.slice(start, start + Math.min(length, 2000)));
  return text.trim() || `exception ${pointer}`;
}

/** What RhythmExtractor2013 hears. */
export interface Beats {
  /** Essentia's own tempo; 0 where it found none. */
  readonly bpm: Bpm;
  /** Beat positions from the start of the samples. */
  readonly ticks: readonly Seconds[];
  /** Mutual agreement of the five beat trackers, 0..5.32; always 0 for `degara`. */
  readonly confidence: number;
}

/**
 * Beats of mono samples at 44.1 kHz, by Essentia's RhythmExtractor2013 between 40 and 208 BPM.
 * Samples must be finite (NaN hangs essentia.js). Throws an Error with Essentia's own message.
 */
export function beatsOf(x44k: Float32Array, method: "multifeature" | "degara"): Beats {
  return guarded("RhythmExtractor2013", (algorithms) => {
    using signal = new OwnedVector(algorithms.arrayToVector(x44k));
    const result = algorithms.RhythmExtractor2013(signal.vector, 208, method, 40);
    using ticks = new OwnedVector(result.ticks);
    using _estimates = new OwnedVector(result.estimates);
    using _intervals = new OwnedVector(result.bpmIntervals);
    return {
      bpm: result.bpm,
      ticks: Array.from({ length: ticks.vector.size() }, (_, i) => ticks.vector.get(i)),
      confidence: result.confidence,
    };
  });
}

/** What KeyExtractor finds, in Essentia's own spelling. */
export interface ExtractedKey {
  readonly key: string;
  readonly scale: string;
  readonly strength: number;
}

/**
 * Key of mono samples at 44.1 kHz, by Essentia's KeyExtractor with its default parameters. Samples
 * must be finite (NaN hangs essentia.js). Throws an Error with Essentia's own message.
 */
export function extractKey(x44k: Float32Array, profile: string): ExtractedKey {
  return guarded("KeyExtractor", (algorithms) => {
    using signal = new OwnedVector(algorithms.arrayToVector(x44k));
    const { key, scale, strength } = algorithms.KeyExtractor(
      signal.vector,
      true,
      4096,
      4096,
      12,
      3500,
      60,
      25,
      0.2,
      profile,
    );
    return { key, scale, strength };
  });
}
