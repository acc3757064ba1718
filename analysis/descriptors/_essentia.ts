/**
 * The one place that knows essentia.js: typed calls, memory freed at the end of each, errors as
 * errors. The rest of the program sees only {@linkcode tapBeats} and {@linkcode agreeOnBeats}.
 *
 * @module
 */
import essentiaPackage from "essentia.js";
import process from "node:process";
import type { Bpm, Hertz } from "../../domain/mod.ts";

interface WasmVector {
  size(): number;
  get(index: number): number;
  delete(): void;
}

interface WasmVectors {
  push_back(vector: WasmVector): void;
  delete(): void;
}

interface EssentiaModule {
  readonly VectorVectorFloat: new () => WasmVectors;
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
}

interface Algorithms {
  arrayToVector(samples: Float32Array): WasmVector;
  vectorToArray(vector: WasmVector): Float32Array;
  TempoTapDegara(
    onsets: WasmVector,
    maxTempo: number,
    minTempo: number,
    resample: string,
    sampleRate: number,
  ): { readonly ticks: WasmVector };
  TempoTapMaxAgreement(
    candidates: WasmVectors,
  ): { readonly ticks: WasmVector; readonly confidence: number };
}

interface EssentiaPackage {
  readonly EssentiaWASM: EssentiaModule;
  readonly Essentia: new (module: EssentiaModule) => Algorithms;
}

interface Loaded {
  readonly wasm: EssentiaModule;
  readonly algorithms: Algorithms;
}

let loaded: Loaded | undefined;

/**
 * The algorithms, made once a thread. Emscripten's listeners, which end the whole program on any
 * unhandled rejection, are taken off as soon as they are there.
 */
function essentia(): Loaded {
  if (!loaded) {
    const { EssentiaWASM, Essentia } = essentiaPackage as unknown as EssentiaPackage;
    loaded = { wasm: EssentiaWASM, algorithms: new Essentia(EssentiaWASM) };
    process.removeAllListeners("unhandledRejection");
    process.removeAllListeners("uncaughtException");
  }
  return loaded;
}

/** Something in WASM memory, freed at the end of the block that holds it with `using`. */
function owned<T extends { delete(): void }>(it: T): Disposable & { readonly it: T } {
  return { it, [Symbol.dispose]: () => it.delete() };
}

/** Runs a call; what it throws as a pointer to a C++ exception comes out as an Error. */
function guarded<T>(algorithm: string, call: (loaded: Loaded) => T): T {
  const loaded = essentia();
  try {
    return call(loaded);
  } catch (thrown) {
    const reason = typeof thrown === "number" ? messageAt(loaded.wasm, thrown) : String(thrown);
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

/** Range of the beat trackers, RhythmExtractor2013's own. */
const WHOLE_RANGE: readonly [slowest: Bpm, fastest: Bpm] = [40, 208];

/**
 * Beats under one onset detection function, by Essentia's TempoTapDegara (Degara et al. 2012):
 * seconds from the start.
 *
 * @param onsets Finite, not negative.
 * @param options.rate Values of the function a second.
 * @param options.doubled Whether the function is interpolated to twice its rate first.
 * @param options.range Tempi that are considered, 40..208 BPM unless told otherwise; its lower end is at
 * most 180 and its upper one at least 60.
 */
export function tapBeats(
  onsets: Float32Array,
  options: {
    readonly rate: Hertz;
    readonly doubled: boolean;
    readonly range?: readonly [slowest: Bpm, fastest: Bpm];
  },
): Float32Array {
  return guarded("TempoTapDegara", ({ algorithms }) => {
    using vector = owned(algorithms.arrayToVector(onsets));
    const { doubled, rate, range: [slowest, fastest] = WHOLE_RANGE } = options;
    using ticks = owned(
      algorithms.TempoTapDegara(vector.it, fastest, slowest, doubled ? "x2" : "none", rate).ticks,
    );
    return arrayOf(ticks.it);
  });
}

/**
 * The one of several beat sequences that agrees best with the others, and the mean agreement,
 * 0..5.32, by Essentia's TempoTapMaxAgreement (Zapata et al. 2012).
 */
export function agreeOnBeats(
  candidates: readonly Float32Array[],
): { readonly beats: Float32Array; readonly confidence: number } {
  return guarded("TempoTapMaxAgreement", ({ algorithms, wasm }) => {
    using list = owned(new wasm.VectorVectorFloat());
    for (const candidate of candidates) {
      using vector = owned(algorithms.arrayToVector(candidate));
      list.it.push_back(vector.it);
    }
    const result = algorithms.TempoTapMaxAgreement(list.it);
    using ticks = owned(result.ticks);
    return { beats: arrayOf(ticks.it), confidence: result.confidence };
  });
}

function arrayOf(vector: WasmVector): Float32Array {
  return Float32Array.from({ length: vector.size() }, (_, i) => vector.get(i));
}
