import {
  type CombinedSpace,
  isAnalysed,
  NUMBER_DESCRIPTORS,
  partsOf,
  spaceNamed,
  type TrackId,
  VECTOR_KINDS,
  type VectorKind,
} from "../domain/mod.ts";
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
  readonly features: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
  /** What each dimension is: a descriptor's id, or `effnet 17`. Shape `(dimensions,)`. */
  readonly names: readonly string[];
}

/** Checks the names of features. Throws a LearningError for one that there is not. */
export function checkFeatures(names: readonly string[]): void {
  const unknown = names.find((name) => !FEATURES.includes(name));
  if (unknown === undefined && names.length > 0) return;
  const combined = spaceNamed(unknown);
  if (combined !== undefined && !isAnalysed(combined)) {
    throw new LearningError(
      `Cannot learn from ${combined}: every feature is standardised by itself, so that the weights ` +
        `of a combination play no part; name its spaces: ${partNames(combined)}`,
    );
  }
  throw new LearningError(
    `Cannot learn from ${unknown ?? "nothing"}: features are ${
      FEATURES.join(", ")
    }, or several of them`,
  );
}

function partNames(combined: CombinedSpace): string {
  return partsOf(combined).map(({ space }) => space).join(",");
}

/** The numbers of signal processing of one track, NaN where one is missing. */
export function signalOf(values: Readonly<Record<string, number | string>>): Float32Array {
  return Float32Array.from(SIGNAL, (id) => {
    const value = values[id];
    return typeof value === "number" ? value : NaN;
  });
}

/**
 * The features of the tracks of a store that `wanted` names and that have all of them, by id in order. They
 * are read into one matrix as they come, so that it is never there twice.
 *
 * @param most How many tracks are wanted at most; the matrix grows where left out.
 */
export async function featuresOf(
  store: Store,
  { names, wanted, most }: {
    readonly names: readonly string[];
    readonly wanted: (id: TrackId) => boolean;
    readonly most?: number;
  },
): Promise<FeatureMatrix> {
  checkFeatures(names);
  const widths: number[] = [];
  for (const name of names) widths.push(await widthOf(store, name));
  const dimensions = widths.reduce((sum, width) => sum + width, 0);
  const rows = new Map<TrackId, number>();
  /** How many of the parts each row has. */
  const parts: number[] = [];
  let features = new Float32Array((most ?? FIRST_ROWS) * dimensions);
  let from = 0;
  for (const [part, name] of names.entries()) {
    for await (const { id, vector } of vectorsOf(store, name)) {
      if (vector.length !== widths[part] || !wanted(id)) continue;
      if (part === 0) {
        rows.set(id, parts.push(0) - 1);
        features = withRoom(features, parts.length * dimensions);
      }
      const row = rows.get(id);
      if (row === undefined || parts[row] !== part) continue;
      features.set(vector, row * dimensions + from);
      parts[row] = part + 1;
    }
    from += widths[part]!;
  }
  const whole = [...rows].filter(([, row]) => parts[row] === names.length)
    .sort(([a], [b]) => a < b ? -1 : 1);
  const matrix = keptRows(features, { rows: whole.map(([, row]) => row), dimensions });
  let offset = 0;
  for (const [part, name] of names.entries()) {
    if (name === SIGNAL_FEATURES) fillMissing(matrix, { offset, dimensions });
    offset += widths[part]!;
  }
  const dimensionNames = names.flatMap((name, i) =>
    name === SIGNAL_FEATURES ? SIGNAL : Array.from({ length: widths[i]! }, (_, d) => `${name} ${d}`)
  );
  return { ids: whole.map(([id]) => id), features: matrix, dimensions, names: dimensionNames };
}

/** Some rows of features, as {@linkcode FeatureMatrix}. */
export interface FeatureBatch {
  readonly ids: readonly TrackId[];
  /** Shape `(ids, dimensions)`; a buffer of its own. */
  readonly features: Float32Array<ArrayBuffer>;
}

/** {@linkcode featuresOf} in batches; of one embedding no more than a batch is held. */
export async function* featureBatches(
  store: Store,
  { names, wanted, size }: {
    readonly names: readonly string[];
    readonly wanted: (id: TrackId) => boolean;
    readonly size: number;
  },
): AsyncGenerator<FeatureBatch> {
  const [name] = names;
  if (names.length > 1 || name === SIGNAL_FEATURES) {
    const { ids, features, dimensions } = await featuresOf(store, { names, wanted });
    for (let from = 0; from < ids.length; from += size) {
      const to = Math.min(ids.length, from + size);
      yield {
        ids: ids.slice(from, to),
        features: features.slice(from * dimensions, to * dimensions),
      };
    }
    return;
  }
  checkFeatures(names);
  const width = await widthOf(store, name!);
  let ids: TrackId[] = [];
  let features = new Float32Array(size * width);
  for await (const { id, vector } of vectorsOf(store, name!)) {
    if (vector.length !== width || !wanted(id)) continue;
    features.set(vector, ids.push(id) * width - width);
    if (ids.length < size) continue;
    yield { ids, features };
    [ids, features] = [[], new Float32Array(size * width)];
  }
  if (ids.length > 0) yield { ids, features: features.slice(0, ids.length * width) };
}

/** Rows for which there is room before it is known how many there are. */
const FIRST_ROWS = 1024;

/** Vectors of a feature, those alone that are whole. */
async function* vectorsOf(
  store: Store,
  name: string,
): AsyncGenerator<{ readonly id: TrackId; readonly vector: Float32Array }> {
  if (name !== SIGNAL_FEATURES) {
    for await (const { id, vector } of store.vectors(name as VectorKind)) {
      if (vector.every(Number.isFinite)) yield { id, vector };
    }
    return;
  }
  for await (const { id, values } of store.tracks()) {
    const vector = signalOf(values);
    if (vector.some(Number.isFinite)) yield { id, vector };
  }
}

async function widthOf(store: Store, name: string): Promise<number> {
  if (name === SIGNAL_FEATURES) return SIGNAL.length;
  for await (const { vector } of vectorsOf(store, name)) return vector.length;
  const there = await featuresIn(store);
  throw new LearningError(
    `Cannot learn from ${name}: no track has it; ` +
      (there.length > 0
        ? `tracks have ${there.join(", ")}; deno task models says what adds others`
        : "deno task analyze computes it"),
  );
}

/** The features that any track has. */
async function featuresIn(store: Store): Promise<readonly string[]> {
  const there: string[] = [];
  for (const name of FEATURES) {
    for await (const _ of vectorsOf(store, name)) {
      there.push(name);
      break;
    }
  }
  return there;
}

/** The same cells with room for so many, half as many again where it has to grow. */
function withRoom(cells: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  if (length <= cells.length) return cells;
  const larger = new Float32Array(Math.max(length, Math.ceil(1.5 * cells.length)));
  larger.set(cells);
  return larger;
}

/** Some rows of a matrix; where they ascend, moved together in its own memory. */
export function keptRows(
  features: Float32Array<ArrayBuffer>,
  { rows, dimensions }: { readonly rows: readonly number[]; readonly dimensions: number },
): Float32Array<ArrayBuffer> {
  if (rows.some((row, to) => to > 0 && row < rows[to - 1]!)) {
    const copy = new Float32Array(rows.length * dimensions);
    for (const [to, row] of rows.entries()) {
      copy.set(features.subarray(row * dimensions, (row + 1) * dimensions), to * dimensions);
    }
    return copy;
  }
  for (const [to, row] of rows.entries()) {
    if (to === row) continue;
    features.copyWithin(to * dimensions, row * dimensions, (row + 1) * dimensions);
  }
  return features.subarray(0, rows.length * dimensions);
}

/** Puts the mean of a column of the signal's numbers where one is missing. */
function fillMissing(
  features: Float32Array,
  { offset, dimensions }: { readonly offset: number; readonly dimensions: number },
): void {
  for (let d = offset; d < offset + SIGNAL.length; d++) {
    let [sum, count] = [0, 0];
    for (let at = d; at < features.length; at += dimensions) {
      if (!Number.isFinite(features[at])) continue;
      sum += features[at]!;
      count++;
    }
    for (let at = d; at < features.length; at += dimensions) {
      if (!Number.isFinite(features[at])) features[at] = sum / (count || 1);
    }
  }
}
