import {
  type AnalysisError,
  type Columns,
  type TrackId,
  VECTOR_KINDS,
  type VectorKind,
} from "../domain/mod.ts";
import type { Changes, Revision, Run, Store, StoredTrack } from "../store/mod.ts";
import { FollowedLabels } from "./_followed_labels.ts";
import { type Table, TableBuilder } from "./table.ts";

/** What a collection is at one moment. None of it changes; a change makes a new snapshot. */
export interface Snapshot extends Table {
  /** Rises with every change of the columns; rows of different versions are not comparable. */
  readonly version: number;
  /** The ledger of errors. */
  readonly errors: readonly AnalysisError[];
  /** Runs of analyses and imports, latest first. */
  readonly runs: readonly Run[];
  readonly facts: Facts;
}

/** Figures about a whole collection. */
export interface Facts {
  readonly tracks: number;
  /** Tracks that have each kind of vector; kinds that none has are left out. */
  readonly vectors: Readonly<Partial<Record<VectorKind, number>>>;
  /** Tracks by codec, most first. */
  readonly formats: readonly { readonly codec: string; readonly tracks: number }[];
}

/** What of a snapshot is new. */
export interface News {
  readonly columns: boolean;
  readonly errors: boolean;
  readonly runs: boolean;
  /** Combinations of spaces, which are no part of the snapshot. */
  readonly spaces: boolean;
}

/** How a collection follows its store. */
export interface CollectionOptions {
  /** Time between two looks at the store, ms; 0 leaves it to {@linkcode Collection.refresh}. */
  readonly interval?: number;
  /** Reads the columns, where they are not those of the store's own tracks. */
  readonly read?: (() => Promise<Table>) | undefined;
  /** Told what kept a look at the store from succeeding; the collection stays as it was. */
  readonly onFailure?: (error: unknown) => void;
}

type Listener = (snapshot: Snapshot, news: News) => void;

const INTERVAL = 1_000;

/** Reads a store into columns and follows it. */
export async function openCollection(
  store: Store,
  options: CollectionOptions = {},
): Promise<Collection> {
  const revision = await store.revision();
  const labels = new FollowedLabels(store);
  await labels.readAll();
  const table = labelled(await (options.read?.() ?? read(store)), labels);
  const [errors, runs] = await Promise.all([store.errors(), store.runs()]);
  const snapshot = { ...table, version: 1, errors, runs, facts: factsOf(table) };
  return new Collection(store, { ...options, revision, snapshot, labels });
}

/** The columns of a store, kept up to date while any process writes to it. */
export class Collection {
  readonly #store: Store;
  readonly #labels: FollowedLabels;
  readonly #listeners = new Set<Listener>();
  readonly #onFailure: (error: unknown) => void;
  readonly #read: () => Promise<Table>;
  #snapshot: Snapshot;
  #revision: Revision;
  #rows: ReadonlyMap<TrackId, number> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #looking: Promise<boolean> | undefined;
  #next: Promise<boolean> | undefined;
  #closed = false;

  constructor(
    store: Store,
    options: CollectionOptions & {
      readonly revision: Revision;
      readonly snapshot: Snapshot;
      readonly labels: FollowedLabels;
    },
  ) {
    this.#store = store;
    this.#revision = options.revision;
    this.#snapshot = options.snapshot;
    this.#labels = options.labels;
    this.#read = options.read ?? (() => read(store));
    this.#onFailure = options.onFailure ?? (() => {});
    const interval = options.interval ?? INTERVAL;
    if (interval > 0) {
      this.#timer = setInterval(() => {
        this.refresh().catch((error) => {
          if (!this.#closed) this.#onFailure(error);
        });
      }, interval);
    }
  }

  /** The collection as it is now. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** The columns as they are now. */
  get columns(): Columns {
    return this.#snapshot.columns;
  }

  /** See {@linkcode Snapshot.version}. */
  get version(): number {
    return this.#snapshot.version;
  }

  /** The row of a track in the current columns. */
  row(id: TrackId): number | undefined {
    this.#rows ??= new Map(this.columns.ids.map((id, row) => [id, row]));
    return this.#rows.get(id);
  }

  /** Calls `listener` with each new snapshot; gives the function that ends this. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Looks at the store now; whether anything changed. A look that is under way may have read the store
   * before what the caller wrote, so another follows it.
   */
  refresh(): Promise<boolean> {
    if (!this.#looking) return this.#look();
    this.#next ??= this.#looking.catch(() => false).then(async (changed) => {
      this.#next = undefined;
      return !this.#closed && await (this.#looking ?? this.#look()) || changed;
    });
    return this.#next;
  }

  #look(): Promise<boolean> {
    return this.#looking = this.#refresh().finally(() => this.#looking = undefined);
  }

  /** Ends following the store. Does not close it; a look that is under way may fail unheard. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  /** Ends following the store at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.close();
  }

  async #refresh(): Promise<boolean> {
    const before = this.#snapshot;
    const runs = await this.#store.runs();
    const news = {
      columns: false,
      errors: false,
      runs: !sameRuns(before.runs, runs),
      spaces: false,
    };
    let next: Snapshot = news.runs ? { ...before, runs } : before;
    const revision = await this.#store.revision();
    if (revision !== this.#revision) {
      const changes = await this.#store.changesSince(this.#revision);
      news.columns = "reload" in changes || changes.ids.length + changes.labels.length > 0;
      news.errors = "reload" in changes || changes.errors;
      news.spaces = "reload" in changes || changes.spaces;
      if (news.errors) next = { ...next, errors: await this.#store.errors() };
      if (news.columns) {
        const table = await this.#changed(changes);
        next = { ...next, ...table, version: before.version + 1, facts: factsOf(table) };
      }
      this.#revision = changes.revision;
    }
    if (next === before && !news.spaces) return false;
    if (news.columns) this.#rows = undefined;
    this.#snapshot = next;
    for (const listener of this.#listeners) listener(next, news);
    return true;
  }

  async #changed(changes: Changes): Promise<Table> {
    if ("reload" in changes) {
      await this.#labels.readAll();
      return labelled(await this.#read(), this.#labels);
    }
    await this.#labels.read(changes.labels);
    if (changes.ids.length === 0) return labelled(this.#snapshot, this.#labels);
    const tracks = await this.#store.getTracks(changes.ids);
    const changed = new Map(changes.ids.map((id, i) => [id, tracks[i]]));
    return labelled(withChanges(this.#snapshot, changed), this.#labels);
  }
}

function labelled(table: Table, labels: FollowedLabels): Table {
  return { ...table, columns: labels.over(table.columns) };
}

async function read(store: Store): Promise<Table> {
  const builder = new TableBuilder();
  for await (const track of store.tracks()) builder.add(track);
  return builder.build();
}

/** The table after some tracks changed, came (sorted in by id) or went (`undefined`). */
export function withChanges(
  table: Table,
  changed: ReadonlyMap<TrackId, StoredTrack | undefined>,
): Table {
  const { ids } = table.columns;
  const builder = new TableBuilder();
  const order = [...changed.keys()].sort((a, b) => a < b ? -1 : 1);
  let row = 0;
  for (const id of order) {
    const from = row;
    while (row < ids.length && ids[row]! < id) row++;
    builder.copy(table, { from, to: row });
    if (ids[row] === id) row++;
    const track = changed.get(id);
    if (track) builder.add(track);
  }
  builder.copy(table, { from: row, to: ids.length });
  return builder.build();
}

function sameRuns(a: readonly Run[], b: readonly Run[]): boolean {
  return a.length === b.length &&
    a.every((run, i) => run.id === b[i]!.id && run.beat === b[i]!.beat);
}

function factsOf({ columns, held }: Table): Facts {
  const vectors: Partial<Record<VectorKind, number>> = {};
  for (const [bit, kind] of VECTOR_KINDS.entries()) {
    let count = 0;
    for (const bits of held) count += bits >> bit & 1;
    if (count > 0) vectors[kind] = count;
  }
  const counts = new Map<string, number>();
  for (const codec of columns.texts.codec) counts.set(codec, (counts.get(codec) ?? 0) + 1);
  const formats = [...counts].map(([codec, tracks]) => ({ codec, tracks }))
    .sort((a, b) => b.tracks - a.tracks || (a.codec < b.codec ? -1 : 1));
  return { tracks: columns.length, vectors, formats };
}
