import type { Collection } from "../../collection/mod.ts";
import {
  type AnalysedSpace,
  type CombinedSpace,
  ExpectedError,
  isAnalysed,
  othersTurn,
  partsOf,
  type Space,
  spaceInfo,
  SPACES,
  spacesInOrder,
  type TrackId,
  type VectorKind,
} from "../../domain/mod.ts";
import {
  combinedSource,
  combinedVector,
  type FeatureGroup,
  type VectorSource,
  VectorSpace,
  type VectorTable,
} from "../../similarity/mod.ts";
import type { Desk } from "../../work/mod.ts";
import type { Revision, Store } from "../../store/mod.ts";
import { Combinations, weightedParts } from "./combinations.ts";
import { countIn, removeKept } from "./_space_files.ts";

/** Spaces of measurements in different units, which are standardised over the collection. */
export type FeatureSpaces = Readonly<Partial<Record<AnalysedSpace, readonly FeatureGroup[]>>>;

/** Vectors of one track as the analysis gives them. */
type AnalysedVectors = Readonly<Partial<Record<VectorKind, Float32Array>>>;

/** A space of a collection. */
export type OpenSpace = VectorSpace<Space>;

interface IdentifiedVector {
  readonly id: TrackId;
  readonly vector: Float32Array;
}

/** Vectors of memory between two turns of others: 5 ms. */
const AT_ONCE = 1000;

/** What spaces are read from. */
export interface SpacesOptions {
  readonly store: Store;
  readonly collection: Collection;
  /** Folder for the indexes; they are not kept where it is left out. */
  readonly folder?: string | undefined;
  readonly features?: FeatureSpaces;
  /** Numbers that a space may keep in memory whole; larger ones are reduced. */
  readonly wholeUpTo?: number | undefined;
  /** Numbers up to which the vectors of a space are not kept in a file. */
  readonly keptAbove?: number | undefined;
  /** Where long work is begun. */
  readonly desk?: Desk | undefined;
}

/**
 * The embedding spaces of a collection, analysed ones and kept combinations of them: read when first
 * asked for, then kept current.
 */
export class Spaces {
  readonly #options: SpacesOptions;
  readonly #combinations: Combinations;
  readonly #sources = new Map<Space, VectorSource>();
  readonly #open = new Map<Space, Promise<OpenSpace>>();
  readonly #ready = new Set<Space>();
  readonly #stop: () => void;
  #revision: Revision | undefined;
  #updating: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: SpacesOptions) {
    this.#options = options;
    this.#combinations = new Combinations(options.store);
    this.#stop = options.collection.subscribe((_, news) => {
      if (news.columns) this.#updating = this.#updating.then(() => this.#follow());
      if (news.spaces) this.#updating = this.#updating.then(() => this.readKept());
    });
  }

  /** Reads which combinations are kept; what is open of others is closed. */
  async readKept(): Promise<void> {
    for (const gone of await this.#combinations.read()) await this.#close(gone);
  }

  /** The spaces that any track has a vector in, in the order in which they are offered. */
  get present(): readonly Space[] {
    const { vectors } = this.#options.collection.snapshot.facts;
    const analysed = SPACES.filter((space) => vectors[space] !== undefined);
    const combined = this.kept.filter((space) =>
      partsOf(space).every((part) => analysed.includes(part.space))
    );
    return [...analysed, ...combined];
  }

  /**
   * Keeps a combination as a space of the collection, by the distances of its parts as they are now; the
   * one that is there stays as it is.
   *
   * Throws an ExpectedError where the collection lacks a part, or a part says nothing.
   */
  async keep(space: CombinedSpace): Promise<void> {
    await this.readKept();
    if (this.#combinations.kept.has(space)) return;
    const deviations: Partial<Record<AnalysedSpace, number>> = {};
    for (const part of partsOf(space)) deviations[part.space] = await this.deviationOf(part.space);
    await this.#combinations.keep(space, { deviations, made: Date.now() });
  }

  /** Removes a kept combination with what was worked out for it; whether there was one. */
  async remove(space: CombinedSpace): Promise<boolean> {
    const removed = await this.#combinations.remove(space);
    await this.#close(space);
    await removeKept(this.#options.folder, space);
    return removed;
  }

  /** The kept combinations, in the order of their names. */
  get kept(): readonly CombinedSpace[] {
    return spacesInOrder(this.#combinations.kept.keys());
  }

  /** Deviation that a part of a kept combination was combined by; undefined where none is kept. */
  keptDeviation(space: Space, part: AnalysedSpace): number | undefined {
    return isAnalysed(space) ? undefined : this.#combinations.kept.get(space)?.deviations[part];
  }

  /**
   * Standard deviation of the cosine distances of an analysed space, by which it is combined.
   *
   * Throws an ExpectedError where no track has a vector in it, or all are alike.
   */
  async deviationOf(space: AnalysedSpace): Promise<number> {
    const deviation = (await this.get(space))?.deviation;
    if (deviation !== undefined && deviation > 0) return deviation;
    const { label } = spaceInfo(space);
    throw new ExpectedError(
      deviation === undefined
        ? `Cannot combine ${label}: no track has a vector in it`
        : `Cannot combine ${label}: its tracks are all alike`,
    );
  }

  /** The vector of an open space by what the analysis gives for a track; undefined where it lacks one. */
  async vectorFrom(open: OpenSpace, vectors: AnalysedVectors): Promise<Float32Array | undefined> {
    const { space } = open;
    if (isAnalysed(space)) {
      const vector = vectors[space];
      return vector && open.adapt(vector);
    }
    const combination = this.#combinations.kept.get(space);
    if (!combination) return undefined;
    const adapted: (Float32Array | undefined)[] = [];
    for (const part of partsOf(space)) {
      const vector = vectors[part.space];
      adapted.push(vector && (await this.#adapting(part.space))(vector));
    }
    return combinedVector(adapted, weightedParts(space, combination));
  }

  /** The vectors and the index of a space; `undefined` where no track has a vector in it. */
  async get(space: Space): Promise<OpenSpace | undefined> {
    await this.#updating;
    return this.present.includes(space) ? await this.#opening(space) : undefined;
  }

  #opening(space: Space): Promise<OpenSpace> {
    const known = this.#open.get(space);
    if (known) return known;
    const opening = this.#read(space);
    this.#open.set(space, opening);
    opening.then((open) => this.#opened(open), () => this.#open.delete(space));
    return opening;
  }

  /** Whether every space has been read, so that none is waited for. */
  get areReady(): boolean {
    return this.present.every((space) => this.#ready.has(space));
  }

  /** Saves the indexes and ends their workers. */
  async close(): Promise<void> {
    this.#stop();
    this.#closed = true;
    await this.#updating;
    await this.#closeAll();
  }

  async #read(space: Space): Promise<OpenSpace> {
    const { store, collection, folder, wholeUpTo, keptAbove, desk } = this.#options;
    await collection.refresh();
    this.#revision ??= await store.revision();
    const source = await this.source(space);
    this.#sources.set(space, source);
    return await VectorSpace.open(source, {
      space,
      folder,
      groups: this.#groupsOf(space),
      wholeUpTo,
      keptAbove: source.changedSince ? keptAbove : Infinity,
      desk,
    });
  }

  /** Where the vectors of a space come from, as the analysis gave them or as they are combined. */
  async source(space: Space): Promise<VectorSource> {
    const { store, collection: { snapshot } } = this.#options;
    const { columns: { ids }, facts: { vectors } } = snapshot;
    const changedSince = (revision: Revision) => changedIds(store, revision);
    if (isAnalysed(space)) {
      return {
        count: vectors[space] ?? 0,
        ids,
        all: () => store.vectors(space),
        read: (some) => store.vectorsOf(space, some),
        changedSince,
      };
    }
    const parts = [];
    for (const part of weightedParts(space, this.#combinations.kept.get(space)!)) {
      parts.push({ ...part, source: await this.#partSource(part.space) });
    }
    return {
      ...combinedSource(parts, { count: countIn(snapshot, space), ids }),
      // One whose part is standardised over the collection changes with every track.
      ...(parts.every((part) => !this.#groupsOf(part.space)) && { changedSince }),
    };
  }

  /** The vectors of an analysed space as those of a part: from memory where they are there whole. */
  async #partSource(space: AnalysedSpace): Promise<Pick<VectorSource, "all" | "read">> {
    const adapt = await this.#adapting(space);
    const { all, read } = await this.source(space);
    const open = this.#ready.has(space) ? await this.#opening(space) : undefined;
    return {
      all: open && open.reducedTo === undefined ? () => vectorsIn(open.table) : async function* () {
        for await (const { id, vector } of all()) {
          const adapted = adapt(vector);
          if (adapted) yield { id, vector: adapted };
        }
      },
      read: async (ids) => (await read(ids)).map((vector) => vector && adapt(vector)),
    };
  }

  /** What makes a vector of the analysis one of an analysed space; it is not opened unless need be. */
  async #adapting(
    space: AnalysedSpace,
  ): Promise<(vector: Float32Array) => Float32Array | undefined> {
    if (!this.#groupsOf(space)) return (vector) => vector;
    const open = await this.#opening(space);
    return (vector) => open.adapt(vector);
  }

  #groupsOf(space: Space): readonly FeatureGroup[] | undefined {
    return isAnalysed(space) ? this.#options.features?.[space] : undefined;
  }

  #opened(open: OpenSpace): void {
    this.#ready.add(open.space);
    this.#updating = this.#updating.then(() => this.#keep(open));
  }

  /** Has the vectors of a space written to their file, as of the revision that they are brought up to. */
  #keep(open: OpenSpace): void {
    if (this.#revision === undefined || this.#closed || this.#options.store.isOver) return;
    open.keep(this.#revision).catch((error: unknown) => {
      if (this.#closed) return;
      const reason = error instanceof Error ? error.message : error;
      console.error(`Cannot keep the vectors of ${open.space} in a file: ${reason}`);
    });
  }

  async #drop(open: OpenSpace): Promise<void> {
    this.#open.delete(open.space);
    this.#sources.delete(open.space);
    this.#ready.delete(open.space);
    await open.close();
  }

  async #close(space: Space): Promise<void> {
    const open = await this.#open.get(space)?.catch(() => undefined);
    if (open) await this.#drop(open);
  }

  async #closeAll(): Promise<void> {
    for (const space of [...this.#open.keys()]) await this.#close(space);
  }

  /** Takes in what has changed; spaces of which that cannot be told are read again when asked for. */
  async #follow(): Promise<void> {
    try {
      await this.#update();
    } catch (error) {
      await this.#closeAll();
      this.#revision = undefined;
      if (!this.#closed) {
        console.error(
          `Cannot follow the spaces: ${error instanceof Error ? error.message : error}`,
        );
      }
    }
  }

  async #update(): Promise<void> {
    if (this.#revision === undefined) return;
    const { store } = this.#options;
    const changes = await store.changesSince(this.#revision);
    this.#revision = changes.revision;
    if ("reload" in changes) {
      await this.#closeAll();
      return;
    }
    for (const [space, opening] of this.#open) {
      const open = await opening;
      const vectors = await this.#sources.get(space)!.read(changes.ids);
      for (const [i, id] of changes.ids.entries()) open.place(id, vectors[i]);
      if (open.isOutgrown) await this.#drop(open);
    }
  }
}

async function* vectorsIn(table: VectorTable): AsyncGenerator<IdentifiedVector> {
  for (const [row, id] of table.ids.entries()) {
    if (row % AT_ONCE === 0) await othersTurn();
    if (table.present[row] === 1) yield { id, vector: table.unit(row) };
  }
}

async function changedIds(
  store: Store,
  revision: Revision,
): Promise<readonly TrackId[] | undefined> {
  if (store.isOver || revision > await store.revision()) return undefined;
  const changes = await store.changesSince(revision);
  return "reload" in changes ? undefined : changes.ids;
}
