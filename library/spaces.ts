import type { Collection } from "../collection/mod.ts";
import { type Space, SPACES, type TrackId } from "../domain/mod.ts";
import {
  type FeatureGroup,
  KeptProfiles,
  NeighbourIndex,
  REDUCED_ABOVE,
  Standardisation,
  VectorTable,
  WHOLE_UP_TO,
  type WholeVector,
} from "../similarity/mod.ts";
import type { Revision, Store } from "../store/mod.ts";
import { StoredVectors } from "./_stored_vectors.ts";

/** Spaces of measurements in different units, which are standardised over the collection. */
export type FeatureSpaces = Readonly<Partial<Record<Space, readonly FeatureGroup[]>>>;

/** One space with all its vectors, and what finds neighbours in it. */
export interface OpenSpace {
  readonly space: Space;
  /** Of a vector as the analysis gives it, adapted. */
  readonly dimensions: number;
  /** Of whole vectors, or of reduced ones where `whole` is there. */
  readonly table: VectorTable;
  /** Where the whole vectors of a space are that is too large for memory. */
  readonly whole?: StoredVectors;
  readonly index: NeighbourIndex;
  /** What mutual proximity needs to know of each track. */
  readonly profiles: KeptProfiles;
  /** Turns a vector as the analysis gives it into one of the space, whole. */
  readonly adapt: (vector: Float32Array) => Float32Array | undefined;
  /** What its dimensions measure, where it is a space of measurements. */
  readonly groups?: readonly FeatureGroup[];
}

/** What spaces are read from. */
export interface SpacesOptions {
  readonly store: Store;
  readonly collection: Collection;
  /** Folder for the indexes; they are not kept where it is left out. */
  readonly folder?: string | undefined;
  readonly features?: FeatureSpaces;
  /** Numbers that a space may keep in memory whole; larger ones are reduced. */
  readonly wholeUpTo?: number | undefined;
}

type Content = Pick<OpenSpace, "table"> & Partial<Pick<OpenSpace, "whole" | "adapt">>;

/** Vectors between two turns of others while a space is read: 10 ms. */
const REDUCED_AT_ONCE = 256;

/** The embedding spaces of a collection: read when first asked for, then kept current. */
export class Spaces {
  readonly #options: SpacesOptions;
  readonly #open = new Map<Space, Promise<OpenSpace>>();
  readonly #stop: () => void;
  #revision: Revision | undefined;
  #updating: Promise<void> = Promise.resolve();

  constructor(options: SpacesOptions) {
    this.#options = options;
    this.#stop = options.collection.subscribe((_, news) => {
      if (news.columns) this.#updating = this.#updating.then(() => this.#update());
    });
  }

  /** The spaces that any track has a vector in, in the order in which they are offered. */
  get present(): readonly Space[] {
    const { vectors } = this.#options.collection.snapshot.facts;
    return SPACES.filter((space) => vectors[space] !== undefined);
  }

  /** The vectors and the index of a space; `undefined` where no track has a vector in it. */
  async get(space: Space): Promise<OpenSpace | undefined> {
    await this.#updating;
    if (!this.present.includes(space)) return undefined;
    let open = this.#open.get(space);
    if (!open) {
      open = this.#read(space);
      this.#open.set(space, open);
      open.catch(() => this.#open.delete(space));
    }
    return await open;
  }

  /** Saves the indexes and ends their workers. */
  async close(): Promise<void> {
    this.#stop();
    await this.#closeAll();
  }

  async #read(space: Space): Promise<OpenSpace> {
    const { store, folder, features } = this.#options;
    this.#revision ??= await store.revision();
    const groups = features?.[space];
    const content = groups
      ? await this.#readStandardised(space, groups)
      : await this.#isLarge(space)
      ? await this.#readReduced(space)
      : await this.#readWhole(space);
    const { table, whole } = content;
    const pathTo = (ending: string) => folder && `${folder}/${space}.${ending}`;
    return {
      space,
      dimensions: whole?.reduction.dimensions ?? table.dimensions,
      index: new NeighbourIndex(table, { space, path: pathTo("hnsw"), whole }),
      profiles: new KeptProfiles(table, { path: pathTo("profiles") }),
      adapt: (vector) => vector,
      ...content,
      ...(groups && { groups }),
    };
  }

  /** Whether a space has more numbers than are kept whole, and enough dimensions to be reduced. */
  async #isLarge(space: Space): Promise<boolean> {
    const { store, collection, wholeUpTo = WHOLE_UP_TO } = this.#options;
    for await (const { vector } of store.vectors(space)) {
      const numbers = collection.snapshot.facts.vectors[space]! * vector.length;
      return vector.length > REDUCED_ABOVE && numbers > wholeUpTo;
    }
    return false;
  }

  async #readWhole(space: Space): Promise<Content> {
    const { store, collection } = this.#options;
    let table: VectorTable | undefined;
    for await (const { id, vector } of store.vectors(space)) {
      table ??= new VectorTable(vector.length, { capacity: collection.columns.length });
      table.add(id, vector);
    }
    return { table: table ?? new VectorTable(1) };
  }

  async #readReduced(space: Space): Promise<Content> {
    const { store, collection, folder } = this.#options;
    const path = folder && `${folder}/${space}.reduction`;
    const tracks = collection.snapshot.facts.vectors[space]!;
    const whole = await StoredVectors.open({ store, collection, space }, { path, tracks });
    const { reduction } = whole;
    const table = new VectorTable(reduction.kept, { capacity: collection.columns.length });
    let batch: WholeVector[] = [];
    const place = () => {
      const reduced = reduction.reduceAll(batch.map(({ vector }) => vector));
      for (const [i, { id }] of batch.entries()) table.add(id, reduced[i]);
      batch = [];
    };
    for await (const entry of whole.all()) {
      if (batch.push(entry) === REDUCED_AT_ONCE) place();
    }
    place();
    return { table, whole };
  }

  async #readStandardised(space: Space, groups: readonly FeatureGroup[]): Promise<Content> {
    const vectors = await Array.fromAsync(this.#options.store.vectors(space));
    const standard = new Standardisation(vectors.map(({ vector }) => vector), groups);
    const adapt = (vector: Float32Array) => standard.apply(vector);
    const table = VectorTable.of(
      vectors.map(({ id }) => id),
      vectors.map(({ vector }) => adapt(vector)),
    );
    return { table, adapt };
  }

  /** Whether vectors that are kept whole have become too many; the space is then read again. */
  #hasOutgrown({ table, whole, groups }: OpenSpace): boolean {
    const { wholeUpTo = WHOLE_UP_TO } = this.#options;
    return !whole && !groups && table.dimensions > REDUCED_ABOVE &&
      table.count * table.dimensions > wholeUpTo;
  }

  async #drop({ space, profiles, index }: OpenSpace): Promise<void> {
    this.#open.delete(space);
    profiles.close();
    await index.close();
  }

  async #closeAll(): Promise<void> {
    for (const opening of [...this.#open.values()]) await this.#drop(await opening);
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
      const vectors = await store.vectorsOf(space, changes.ids);
      for (const [i, id] of changes.ids.entries()) place(open, id, vectors[i]);
      if (this.#hasOutgrown(open)) await this.#drop(open);
    }
  }
}

function place(
  { table, whole, index, profiles, adapt }: OpenSpace,
  id: TrackId,
  vector: Float32Array | undefined,
): void {
  whole?.forget(id);
  if (vector) {
    table.add(id, whole ? whole.reduction.reduce(vector) : adapt(vector));
    index.added(id);
  } else if (table.remove(id)) {
    index.removed(id);
  } else return;
  profiles.changed(id);
}
