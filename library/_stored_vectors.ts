import type { Collection } from "../collection/mod.ts";
import { sampled, seeded, type Space, type TrackId } from "../domain/mod.ts";
import {
  fitInWorker,
  FITTED_TO,
  ProfileSample,
  readReduction,
  REDUCED_TO,
  type Reduction,
  VectorTable,
  WHOLE_SAMPLE,
  type WholeVector,
  type WholeVectors,
  writeReduction,
} from "../similarity/mod.ts";
import type { Store } from "../store/mod.ts";

/** Vectors that were read and are remembered: 20 MB of EffNet. */
const REMEMBERED = 4096;
/** A space that has grown so much since is fitted again. */
const OUTGROWN = 2;
const SEED = 1;

/** What the vectors of one space are read from. */
export interface VectorSource {
  readonly store: Store;
  readonly collection: Collection;
  readonly space: Space;
}

/** The whole vectors of a space that is too large for memory: read from the store when needed. */
export class StoredVectors implements WholeVectors {
  readonly reduction: Reduction;
  readonly sample: VectorTable;
  /** What mutual proximity needs to know of whole vectors. */
  readonly profiles: ProfileSample;
  readonly #source: VectorSource;
  /** The least recently used come first. */
  readonly #remembered = new Map<TrackId, Float32Array>();

  private constructor(source: VectorSource, reduction: Reduction, sample: VectorTable) {
    this.#source = source;
    this.reduction = reduction;
    this.sample = sample;
    this.profiles = new ProfileSample(sample);
  }

  /**
   * The vectors of a space, with a reduction from the file or fitted to a sample.
   * @param path File for the reduction; it is not kept where there is none.
   */
  static async open(
    source: VectorSource,
    { path, tracks }: { readonly path: string | undefined; readonly tracks: number },
  ): Promise<StoredVectors> {
    const sample = await sampleOf(source, { count: WHOLE_SAMPLE, tracks });
    const kept = path === undefined ? undefined : readReduction(path);
    const fits = kept?.reduction.dimensions === sample.dimensions &&
      kept.reduction.kept === REDUCED_TO && tracks <= OUTGROWN * kept.tracks;
    if (kept && fits) return new StoredVectors(source, kept.reduction, sample);
    const fitted = await sampleOf(source, { count: FITTED_TO, tracks });
    const reduction = await fitInWorker(fitted, { kept: REDUCED_TO });
    if (path !== undefined) writeReduction(path, { reduction, tracks });
    return new StoredVectors(source, reduction, sample);
  }

  async read(ids: readonly TrackId[]): Promise<readonly (Float32Array | undefined)[]> {
    const { store, space } = this.#source;
    const unread = ids.filter((id) => !this.#remembered.has(id));
    const found = new Map<TrackId, Float32Array>();
    for (const [i, vector] of (await store.vectorsOf(space, unread)).entries()) {
      if (vector) found.set(unread[i]!, vector);
    }
    return ids.map((id) => {
      const vector = found.get(id) ?? this.#remembered.get(id);
      if (vector) this.#remember(id, vector);
      return vector;
    });
  }

  all(): AsyncIterable<WholeVector> {
    return this.#source.store.vectors(this.#source.space);
  }

  /** Reads the vector of a track again when it is next asked for. */
  forget(id: TrackId): void {
    this.#remembered.delete(id);
  }

  #remember(id: TrackId, vector: Float32Array): void {
    this.#remembered.delete(id);
    this.#remembered.set(id, vector);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > REMEMBERED) this.#remembered.delete(oldest!);
  }
}

/** About so many vectors of a space, drawn with a seed. */
async function sampleOf(
  { store, collection, space }: VectorSource,
  { count, tracks }: { readonly count: number; readonly tracks: number },
): Promise<VectorTable> {
  const { ids } = collection.columns;
  const rows = sampled(ids.map((_, row) => row), {
    count: Math.ceil(count * ids.length / tracks),
    random: seeded(SEED),
  });
  const drawn = Array.from(rows, (row) => ids[row]!);
  return VectorTable.of(drawn, await store.vectorsOf(space, drawn));
}
