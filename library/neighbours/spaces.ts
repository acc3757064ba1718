import type { Collection } from "../../collection/mod.ts";
import { type Space, SPACES, type TrackId } from "../../domain/mod.ts";
import { type FeatureGroup, type VectorSource, VectorSpace } from "../../similarity/mod.ts";
import type { Desk } from "../../work/mod.ts";
import type { Revision, Store } from "../../store/mod.ts";

/** Spaces of measurements in different units, which are standardised over the collection. */
export type FeatureSpaces = Readonly<Partial<Record<Space, readonly FeatureGroup[]>>>;

/** A space of a collection. */
export type OpenSpace = VectorSpace<Space>;

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

/** The embedding spaces of a collection: read when first asked for, then kept current. */
export class Spaces {
  readonly #options: SpacesOptions;
  readonly #open = new Map<Space, Promise<OpenSpace>>();
  readonly #ready = new Set<Space>();
  readonly #stop: () => void;
  #revision: Revision | undefined;
  #updating: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: SpacesOptions) {
    this.#options = options;
    this.#stop = options.collection.subscribe((_, news) => {
      if (news.columns) this.#updating = this.#updating.then(() => this.#follow());
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
      open.then((space) => this.#opened(space), () => this.#open.delete(space));
    }
    return await open;
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
    const { store, collection, folder, features, wholeUpTo, keptAbove, desk } = this.#options;
    await collection.refresh();
    this.#revision ??= await store.revision();
    const source: VectorSource = {
      count: collection.snapshot.facts.vectors[space]!,
      ids: collection.columns.ids,
      all: () => store.vectors(space),
      read: (ids) => store.vectorsOf(space, ids),
      changedSince: (revision) => changedIds(store, revision),
    };
    return await VectorSpace.open(source, {
      space,
      folder,
      groups: features?.[space],
      wholeUpTo,
      keptAbove,
      desk,
    });
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
    this.#ready.delete(open.space);
    await open.close();
  }

  async #closeAll(): Promise<void> {
    for (const opening of [...this.#open.values()]) {
      const open = await opening.catch(() => undefined);
      if (open) await this.#drop(open);
    }
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
      const vectors = await store.vectorsOf(space, changes.ids);
      for (const [i, id] of changes.ids.entries()) open.place(id, vectors[i]);
      if (open.isOutgrown) await this.#drop(open);
    }
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
