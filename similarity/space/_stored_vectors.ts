import { sampled, seeded, type TrackId } from "../../domain/mod.ts";
import type { Desk } from "../../work/mod.ts";
import { ProfileSample } from "../profiles/profiles.ts";
import { fitInWorker } from "../reduced/fit_in_worker.ts";
import type { Reduction } from "../reduced/reduction.ts";
import { readReduction, writeReduction } from "../reduced/reduction_file.ts";
import { FITTED_TO, REDUCED_TO, WHOLE_SAMPLE } from "../reduced/settings.ts";
import type { WholeVector, WholeVectors } from "../reduced/whole_vectors.ts";
import { VectorTable } from "../vector_table.ts";
import type { VectorSource } from "./source.ts";

/** Vectors that were read and are remembered: 20 MB of EffNet. */
const REMEMBERED = 4096;
/** A space that has grown so much since is fitted again. */
const OUTGROWN = 2;
const SEED = 1;

/** The whole vectors of a space that is too large for memory: read from their source when needed. */
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
    this.profiles = new ProfileSample(sample, { all: sample.count === source.count });
  }

  /**
   * The vectors of a space, with a reduction from the file or fitted to a sample.
   * @param path File for the reduction; it is not kept where there is none.
   */
  static async open(
    source: VectorSource,
    { space, path, desk }: {
      readonly space: string;
      readonly path: string | undefined;
      readonly desk?: Desk | undefined;
    },
  ): Promise<StoredVectors> {
    const { count: tracks } = source;
    const sample = await sampleOf(source, WHOLE_SAMPLE);
    const kept = path === undefined ? undefined : readReduction(path);
    const fits = kept?.reduction.dimensions === sample.dimensions &&
      kept.reduction.kept === REDUCED_TO && tracks <= OUTGROWN * kept.tracks;
    if (kept && fits) return new StoredVectors(source, kept.reduction, sample);
    const fitted = await sampleOf(source, FITTED_TO);
    const fit = (signal?: AbortSignal) =>
      fitInWorker(fitted, { kept: REDUCED_TO, ...(signal && { signal }) });
    const reduction = desk
      ? await desk.begin({
        kind: "reduction",
        id: space,
        priority: "asked",
        run: ({ signal }) => fit(signal),
      })
      : await fit();
    if (path !== undefined) writeReduction(path, { reduction, tracks });
    return new StoredVectors(source, reduction, sample);
  }

  async read(ids: readonly TrackId[]): Promise<readonly (Float32Array | undefined)[]> {
    const unread = ids.filter((id) => !this.#remembered.has(id));
    const found = new Map<TrackId, Float32Array>();
    for (const [i, vector] of (await this.#source.read(unread)).entries()) {
      if (vector) found.set(unread[i]!, vector);
    }
    return ids.map((id) => {
      const vector = found.get(id) ?? this.#remembered.get(id);
      if (vector) this.#remember(id, vector);
      return vector;
    });
  }

  all(): AsyncIterable<WholeVector> {
    return this.#source.all();
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
async function sampleOf(source: VectorSource, wanted: number): Promise<VectorTable> {
  const { ids, count } = source;
  const rows = sampled(ids.map((_, row) => row), {
    count: Math.ceil(wanted * ids.length / count),
    random: seeded(SEED),
  });
  const drawn = Array.from(rows, (row) => ids[row]!);
  return VectorTable.of(drawn, await source.read(drawn));
}
