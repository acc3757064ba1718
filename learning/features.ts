import { NUMBER_DESCRIPTORS, type TrackId, VECTOR_KINDS, type VectorKind } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { LearningError } from "./failure.ts";

/** The numbers of signal processing as one vector; a missing one is the mean of the others. */
export const SIGNAL_FEATURES = "signal";

const SIGNAL_STAGES: readonly string[] = ["loudness", "tempo", "key", "danceability"];
const SIGNAL = NUMBER_DESCRIPTORS.filter(({ stage }) => SIGNAL_STAGES.includes(stage))
  .map(({ id }) => id);

/** Everything that can be learned from: embeddings, activations, and the signal's descriptors. */
export const FEATURES: readonly string[] = [...VECTOR_KINDS, SIGNAL_FEATURES];

/** Features of tracks: those of several names lie one behind the other. */
export interface FeatureMatrix {
  readonly ids: readonly TrackId[];
  /** Shape `(ids, dimensions)`. */
  readonly features: Float32Array;
  readonly dimensions: number;
  /** What each dimension is: a descriptor's id, or `effnet 17`. Shape `(dimensions,)`. */
  readonly names: readonly string[];
}

/** Checks the names of features. Throws a LearningError for one that there is not. */
export function checkFeatures(names: readonly string[]): void {
  const unknown = names.find((name) => !FEATURES.includes(name));
  if (unknown === undefined && names.length > 0) return;
  throw new LearningError(
    `Cannot learn from ${unknown ?? "nothing"}: features are ${
      FEATURES.join(", ")
    }, or several of them`,
  );
}

/** The numbers of signal processing of one track, NaN where one is missing. */
export function signalOf(values: Readonly<Record<string, number | string>>): Float32Array {
  return Float32Array.from(SIGNAL, (id) => {
    const value = values[id];
    return typeof value === "number" ? value : NaN;
  });
}

/** The features of the tracks of a store that `wanted` names and that have all of them, by id in order. */
export async function featuresOf(
  store: Store,
  { names, wanted }: {
    readonly names: readonly string[];
    readonly wanted: (id: TrackId) => boolean;
  },
): Promise<FeatureMatrix> {
  checkFeatures(names);
  const parts: ReadonlyMap<TrackId, Float32Array>[] = [];
  for (const name of names) parts.push(await partOf(store, { name, wanted }));
  const widths = parts.map((part) => part.values().next().value?.length ?? 0);
  const empty = widths.indexOf(0);
  if (empty >= 0) {
    throw new LearningError(
      `Cannot learn from ${names[empty]}: no labelled track has it; deno task analyze computes it`,
    );
  }
  const ids = [...parts[0]!.keys()].filter((id) => parts.every((part) => part.has(id))).sort();
  const dimensions = widths.reduce((sum, width) => sum + width, 0);
  const features = new Float32Array(ids.length * dimensions);
  for (const [row, id] of ids.entries()) {
    let at = row * dimensions;
    for (const part of parts) {
      features.set(part.get(id)!, at);
      at += part.get(id)!.length;
    }
  }
  const dimensionNames = names.flatMap((name, i) =>
    name === SIGNAL_FEATURES ? SIGNAL : Array.from({ length: widths[i]! }, (_, d) => `${name} ${d}`)
  );
  return { ids, features, dimensions, names: dimensionNames };
}

async function partOf(
  store: Store,
  { name, wanted }: { readonly name: string; readonly wanted: (id: TrackId) => boolean },
): Promise<ReadonlyMap<TrackId, Float32Array>> {
  const part = new Map<TrackId, Float32Array>();
  if (name !== SIGNAL_FEATURES) {
    for await (const { id, vector } of store.vectors(name as VectorKind)) {
      if (wanted(id) && vector.every(Number.isFinite)) part.set(id, vector);
    }
    return part;
  }
  for await (const { id, values } of store.tracks()) {
    const signal = signalOf(values);
    if (wanted(id) && signal.some(Number.isFinite)) part.set(id, signal);
  }
  fillMissing([...part.values()]);
  return part;
}

/** Puts the mean of a column where a number is missing. */
function fillMissing(rows: readonly Float32Array[]): void {
  for (let d = 0; d < SIGNAL.length; d++) {
    const there = rows.map((row) => row[d]!).filter(Number.isFinite);
    const mean = there.reduce((sum, value) => sum + value, 0) / (there.length || 1);
    for (const row of rows) if (!Number.isFinite(row[d])) row[d] = mean;
  }
}
