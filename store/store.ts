import type { AnalysisError, Instant, TrackId, VectorKind } from "../domain/mod.ts";
import { ChangeLog, type Changes, type Revision } from "./_changes.ts";
import { keys } from "./_keys.ts";
import type { Kv } from "./_kv.ts";
import { openKv } from "./_open.ts";
import {
  batches,
  changeTrack,
  type Context,
  type HashRecord,
  prepare,
  type Prepared,
  putBatch,
  rehash,
  withdraw,
} from "./_tracks.ts";
import { type Claim, type ClaimedFile, claimTrack } from "./claim.ts";
import { Documents } from "./documents.ts";
import { storeFailure } from "./failure.ts";
import { LabelSets } from "./label_sets.ts";
import type {
  AlongRecord,
  FileRecord,
  Root,
  Run,
  ShelvedTrack,
  SkippedFile,
  StoredTrack,
  TrackEntry,
  TrackNow,
} from "./records.ts";

/** Documents that say which spaces are combined; their changes are in the change log. */
export const COMBINATIONS = "space";
/** Entries of the change log that are kept; a reader further behind reads everything again. */
const CHANGES_KEPT = 20_000;
/** Entries that {@linkcode Store.putMany} gathers before it writes. */
const GATHERED = 96;
/** Runs that are kept. */
const RUNS_KEPT = 50;

/** Characters of a reason that a ledger keeps: nothing that a file says may outgrow a record. */
const LONGEST_REASON = 2_000;

function bounded(reason: string): string {
  return reason.length <= LONGEST_REASON ? reason : `${reason.slice(0, LONGEST_REASON)}…`;
}

/** How a store is opened. */
export interface StoreOptions {
  /** The time now; for tests. */
  readonly clock?: () => Instant;
  /** Whether a file that is missing is made; it is where this is left out. */
  readonly create?: boolean;
  /** Entries of the change log that are kept. */
  readonly changesKept?: number;
}

/**
 * Opens the store at `location`: a file path (made with its folder where it is missing), `:memory:`,
 * or the http(s) address of a Deno KV server (KV Connect). Throws a StoreError where it cannot.
 */
export async function openStore(location: string, options: StoreOptions = {}): Promise<Store> {
  return new Store(await openKv(location, { create: options.create ?? true }), options);
}

/**
 * Tracks, their vectors, and what else a collection knows, in Deno KV. Every write of a track is one
 * commit: after a crash it is there with all its vectors or not at all. Any number of processes may
 * work on one store. Methods throw a StoreError where the store cannot be read or written.
 */
export class Store {
  readonly location: string;
  /** Whether tracks are read from elsewhere, and never written here. */
  readonly isOver: boolean = false;
  /** What whoever looks at it should know of it. */
  readonly notice: string | undefined = undefined;
  /** What people, data sets and models say of the tracks. */
  readonly labels: LabelSets;
  readonly #kv: Kv;
  readonly #context: Context;

  constructor(
    kv: Kv,
    options: StoreOptions,
    labels: (context: Context) => LabelSets = (context) => new LabelSets(context),
  ) {
    const log = new ChangeLog(kv, options.changesKept ?? CHANGES_KEPT);
    this.location = kv.location;
    this.#kv = kv;
    this.#context = { kv, log, clock: options.clock ?? Date.now };
    this.labels = labels(this.#context);
  }

  /** The track of that id. */
  getTrack(id: TrackId): Promise<StoredTrack | undefined> {
    return this.#kv.value<StoredTrack>(keys.track(id));
  }

  /** The tracks of those ids, in their order. */
  async getTracks(ids: readonly TrackId[]): Promise<(StoredTrack | undefined)[]> {
    const entries = await this.#kv.entries<StoredTrack>(ids.map(keys.track));
    return entries.map(({ value }) => value ?? undefined);
  }

  /** All tracks, by id in order. */
  async *tracks(): AsyncGenerator<StoredTrack> {
    for await (const entry of this.#kv.all<StoredTrack>({ prefix: keys.tracks })) {
      yield entry.value;
    }
  }

  /**
   * Stores a track with its vectors in one commit; vectors that are not given stay. An error at its
   * path is removed, and another track at its path leaves the collection.
   */
  async putTrack(
    track: TrackEntry["track"],
    contents: Omit<TrackEntry, "track"> = {},
  ): Promise<void> {
    await this.putMany([{ ...contents, track }]);
  }

  /**
   * Stores what `change` makes of a track as it is at that moment; where anybody else changes the track
   * meanwhile, it is asked again with what they left. False where it gives nothing to store. Throws what
   * it throws.
   */
  async changeTrack(
    id: TrackId,
    change: (now: TrackNow) => TrackEntry | undefined,
  ): Promise<boolean> {
    return await this.#kv.inTurn(`track\n${id}`, async () => {
      const changed = await changeTrack(this.#context, { id, change });
      if (changed) await this.#context.log.written();
      return changed;
    });
  }

  /** Stores many tracks, as few commits as they fit into. Each track is whole or not there. */
  async putMany(entries: Iterable<TrackEntry> | AsyncIterable<TrackEntry>): Promise<void> {
    let gathered: Prepared[] = [];
    for await (const entry of entries) {
      gathered.push(prepare(entry));
      if (gathered.length < GATHERED) continue;
      await this.#putAll(gathered);
      gathered = [];
    }
    await this.#putAll(gathered);
  }

  async #putAll(prepared: readonly Prepared[]): Promise<void> {
    for (const batch of batches(prepared, this.#kv)) {
      while (!await putBatch(this.#context, batch));
      await this.#context.log.written();
    }
  }

  /**
   * Takes a track whose file is gone out of the collection, and keeps its results: the same content
   * found later, under any name, has them at once.
   */
  async withdrawTrack(id: TrackId): Promise<void> {
    await withdraw(this.#context, id);
  }

  /** Deletes the results of tracks that left the collection before `before`; how many. */
  async clearShelf(before: Instant): Promise<number> {
    let cleared = 0;
    for await (const entry of this.#kv.list<ShelvedTrack>({ prefix: keys.shelf })) {
      const { key, value } = entry;
      if (key.length !== 2 || value.at >= before) continue;
      const { id, file, vectors } = value.track;
      const operation = this.#kv.atomic().check(entry).delete(key).delete(keys.shelvedAlong(id));
      for (const kind of vectors) operation.delete(keys.shelvedVector(kind, id));
      if (await this.#kv.commit(operation.delete(keys.hash(file.hash, id)))) cleared++;
    }
    return cleared;
  }

  /** Which track a file is, by its content; see {@linkcode Claim}. */
  claimTrack(
    file: ClaimedFile,
    exists: (path: string) => Promise<boolean> | boolean,
  ): Promise<Claim> {
    return claimTrack(this.#context, { file, exists });
  }

  /**
   * Gives a track the hash of its audio in place of one that was taken of something else. Its id and
   * all else stay.
   */
  async rehashTrack(id: TrackId, hash: string): Promise<void> {
    await rehash(this.#context, { id, hash });
  }

  /** What is stored about the file at a path. */
  fileAt(path: string): Promise<FileRecord | undefined> {
    return this.#kv.value<FileRecord>(keys.file(path));
  }

  /** The files of all tracks. */
  async *files(): AsyncGenerator<FileRecord> {
    for await (const entry of this.#kv.list<FileRecord>({ prefix: keys.files })) yield entry.value;
  }

  /** Whether any file with that content is known: of a track, of one being analysed, or of one that left. */
  async knowsContent(hash: string): Promise<boolean> {
    for await (const _ of this.#kv.list({ prefix: keys.hashes(hash) })) return true;
    return false;
  }

  /** The tracks whose files have that content. */
  async tracksWithHash(hash: string): Promise<readonly TrackId[]> {
    const ids: TrackId[] = [];
    for await (const entry of this.#kv.list<HashRecord>({ prefix: keys.hashes(hash) })) {
      if (entry.value.state === "track") ids.push(String(entry.key.at(-1)));
    }
    return ids;
  }

  /** The embedding or activations of a track. */
  vector(kind: VectorKind, id: TrackId): Promise<Float32Array | undefined> {
    return this.#kv.value<Float32Array>(keys.vector(kind, id));
  }

  /** One kind of vector of those tracks, in their order. */
  async vectorsOf(
    kind: VectorKind,
    ids: readonly TrackId[],
  ): Promise<(Float32Array | undefined)[]> {
    const entries = await this.#kv.entries<Float32Array>(ids.map((id) => keys.vector(kind, id)));
    return entries.map(({ value }) => value ?? undefined);
  }

  /** Every vector of one kind, by track id in order. */
  async *vectors(
    kind: VectorKind,
  ): AsyncGenerator<{ readonly id: TrackId; readonly vector: Float32Array }> {
    for await (const entry of this.#kv.all<Float32Array>({ prefix: keys.vectors(kind) })) {
      yield { id: String(entry.key.at(-1)), vector: entry.value };
    }
  }

  /** What is kept along a track. */
  along(id: TrackId): Promise<AlongRecord | undefined> {
    return this.#kv.value<AlongRecord>(keys.along(id));
  }

  /** Enters a file into the ledger of errors, in place of what it said of that path; a long reason is cut. */
  async putError(error: AnalysisError): Promise<void> {
    const entry = { ...error, reason: bounded(error.reason) };
    const operation = this.#kv.atomic().set(keys.error(error.path), entry);
    this.#context.log.note(operation, { errors: true });
    await this.#kv.commit(operation);
    await this.#context.log.written();
  }

  /** The ledger of errors. */
  async errors(): Promise<readonly AnalysisError[]> {
    return await this.#values<AnalysisError>(keys.errors);
  }

  /** What the ledger of errors says of a path. */
  errorAt(path: string): Promise<AnalysisError | undefined> {
    return this.#kv.value<AnalysisError>(keys.error(path));
  }

  /** Strikes an error from the ledger; one that was entered at its path since stays. */
  async removeError({ path, at }: Pick<AnalysisError, "path" | "at">): Promise<void> {
    const [entry] = await this.#kv.entries<AnalysisError>([keys.error(path)]);
    if (entry!.value?.at !== at) return;
    const operation = this.#kv.atomic().check(entry!).delete(keys.error(path));
    this.#context.log.note(operation, { errors: true });
    await this.#kv.commit(operation);
  }

  /** Notes a file that is not analysed, and why. */
  async putSkipped(file: SkippedFile): Promise<void> {
    const entry = { ...file, reason: bounded(file.reason) };
    await this.#kv.commit(this.#kv.atomic().set(keys.skipped(file.path), entry));
  }

  /** The files that are not analysed. */
  async skipped(): Promise<readonly SkippedFile[]> {
    return await this.#values<SkippedFile>(keys.allSkipped);
  }

  /** Forgets that a file was skipped. */
  async removeSkipped(path: string): Promise<void> {
    await this.#kv.commit(this.#kv.atomic().delete(keys.skipped(path)));
  }

  /** Notes that the user has had folders analysed: music below them may be played. */
  async addRoots(paths: readonly string[]): Promise<void> {
    const operation = this.#kv.atomic();
    for (const path of paths) operation.set(keys.root(path), { path } satisfies Root);
    if (paths.length > 0) await this.#kv.commit(operation);
  }

  /**
   * The folders that the user has had analysed here, sorted. What an import says of the folders of another
   * store is not among them.
   */
  async roots(): Promise<readonly string[]> {
    const roots = (await this.#values<Root>(keys.roots)).map(({ path }) => path);
    const run = (await this.#values<Run>(keys.runs)).filter(({ kind }) => kind !== "import");
    return [...new Set([...roots, ...run.flatMap(({ roots }) => roots)])].sort();
  }

  /** Records a run or its progress. */
  async putRun(run: Run): Promise<void> {
    await this.#kv.commit(this.#kv.atomic().set(keys.run(run.id), run));
    if (run.finished !== undefined) await this.#pruneRuns();
  }

  /** The runs, latest first. */
  async runs(): Promise<readonly Run[]> {
    const runs = await this.#values<Run>(keys.runs);
    return runs.sort((a, b) => b.started - a.started);
  }

  async #pruneRuns(): Promise<void> {
    const old = (await this.runs()).slice(RUNS_KEPT);
    const operation = this.#kv.atomic();
    for (const { id } of old) operation.delete(keys.run(id));
    if (old.length > 0) await this.#kv.commit(operation);
  }

  /** The newest revision; cheap enough to ask every second. */
  revision(): Promise<Revision> {
    return this.#context.log.revision();
  }

  /** What changed after a revision. */
  changesSince(revision: Revision): Promise<Changes> {
    return this.#context.log.since(revision);
  }

  /**
   * What keeps the store from being written, in words, where its file was deleted or replaced since it was
   * opened. One look at the file.
   */
  async fault(): Promise<string | undefined> {
    try {
      await this.#kv.requireFile("write to");
      return undefined;
    } catch (error) {
      return storeFailure("look at the store", error).message;
    }
  }

  /** JSON documents of one collection, such as `playlist`, `listening` or `settings`. */
  documents<T>(collection: string): Documents<T> {
    return new Documents<T>(this.#kv, collection, (operation) => {
      if (collection === COMBINATIONS) this.#context.log.note(operation, { spaces: true });
    });
  }

  /** Closes the store. */
  close(): void {
    this.#kv.close();
  }

  /** Closes the store at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.close();
  }

  async #values<T>(prefix: Deno.KvKey): Promise<T[]> {
    const values: T[] = [];
    for await (const { value } of this.#kv.list<T>({ prefix })) values.push(value);
    return values;
  }
}
