import type { Collection } from "../collection/mod.ts";
import { type Space, SPACES, type TrackId } from "../domain/mod.ts";
import {
  type FeatureGroup,
  KeptProfiles,
  NeighbourIndex,
  Standardisation,
  VectorTable,
} from "../similarity/mod.ts";
import type { Revision, Store } from "../store/mod.ts";

/** Spaces of measurements in different units, which are standardised over the collection. */
export type FeatureSpaces = Readonly<Partial<Record<Space, readonly FeatureGroup[]>>>;

/** One space with all its vectors, and what finds neighbours in it. */
export interface OpenSpace {
  readonly space: Space;
  readonly table: VectorTable;
  readonly index: NeighbourIndex;
  /** What mutual proximity needs to know of each track. */
  readonly profiles: KeptProfiles;
  /** Turns a vector as the analysis gives it into one of the table's. */
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
}

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
    if (!this.present.includes(space)) return undefined;
    let open = this.#open.get(space);
    if (!open) {
      open = this.#read(space);
      this.#open.set(space, open);
      open.catch(() => this.#open.delete(space));
    }
    await this.#updating;
    return await open;
  }

  /** Saves the indexes and ends their workers. */
  async close(): Promise<void> {
    this.#stop();
    await this.#closeAll();
  }

  async #read(space: Space): Promise<OpenSpace> {
    const { store, collection, folder, features } = this.#options;
    this.#revision ??= await store.revision();
    const groups = features?.[space];
    const vectors: { readonly id: TrackId; readonly vector: Float32Array }[] = [];
    let table: VectorTable | undefined;
    for await (const entry of store.vectors(space)) {
      if (groups) {
        vectors.push(entry);
        continue;
      }
      table ??= new VectorTable(entry.vector.length, { capacity: collection.columns.length });
      table.add(entry.id, entry.vector);
    }
    let adapt: OpenSpace["adapt"] = (vector) => vector;
    if (groups) {
      const standard = new Standardisation(vectors.map(({ vector }) => vector), groups);
      adapt = (vector) => standard.apply(vector);
      table = VectorTable.of(
        vectors.map(({ id }) => id),
        vectors.map(({ vector }) => adapt(vector)),
      );
    }
    table ??= new VectorTable(1);
    const pathTo = (ending: string) => folder && `${folder}/${space}.${ending}`;
    return {
      space,
      table,
      index: new NeighbourIndex(table, { space, path: pathTo("hnsw") }),
      profiles: new KeptProfiles(table, { path: pathTo("profiles") }),
      adapt,
      ...(groups && { groups }),
    };
  }

  async #closeAll(): Promise<void> {
    for (const opening of this.#open.values()) {
      const open = await opening;
      open.profiles.close();
      await open.index.close();
    }
    this.#open.clear();
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
    }
  }
}

function place(
  { table, index, profiles, adapt }: OpenSpace,
  id: TrackId,
  vector: Float32Array | undefined,
): void {
  if (vector) {
    table.add(id, adapt(vector));
    index.added(id);
  } else if (table.remove(id)) {
    index.removed(id);
  } else return;
  profiles.changed(id);
}
