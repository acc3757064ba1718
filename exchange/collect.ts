import { basename } from "node:path";
import { type TrackId, VECTOR_KINDS, type VectorKind } from "../domain/mod.ts";
import {
  copyStore,
  openStore,
  type Run,
  stampOfStore,
  type Store,
  type StoredTrack,
  StoreError,
  type TrackEntry,
} from "../store/mod.ts";
import { SharedAudio } from "./_shared_audio.ts";
import { ExchangeError } from "./failure.ts";

/** What a part had when it was last read. */
export interface PartState {
  /** Name of its file without the ending. */
  readonly name: string;
  readonly tracks: number;
  readonly failed: number;
  /** The last run of an analysis into it. */
  readonly run?: Run;
}

/** What became of one part. */
export interface CollectedPart extends PartState {
  /** Tracks that the whole did not have yet, or had in another state. */
  readonly taken: number;
  /** Why it could not be read this time. */
  readonly fault?: string;
}

/** What was collected. */
export interface CollectSummary {
  readonly parts: readonly CollectedPart[];
  /** Files of the whole whose audio another has too, the first of each left out. */
  readonly duplicates: number;
}

/** What the whole remembers of a part, so that one that is as it was need not be read. */
interface Remembered extends PartState {
  readonly stamp: string;
}

const ENDING = ".kv";
const COLLECTION = "collected";
/** Tracks whose vectors are read at once. */
const BATCH = 64;

/**
 * Brings the stores of a folder, one for each part of a collection, into one. Parts may be growing: they
 * are read from copies, and nothing is written beside them. Done again, only what is new or changed is
 * taken. Files with the same audio get the ids that they would have got in one run, the first that a walk
 * comes to the plain one; a track that is in the whole keeps its id. Tracks that left a part stay.
 *
 * @param options.scratch Folder for the copies, one at a time; it must be there.
 * @throws An ExchangeError where the folder has no part in it, a StoreError where the whole cannot be written.
 */
export async function collectParts(
  whole: Store,
  folder: string,
  options: { readonly scratch: string; readonly onPart?: (name: string) => void },
): Promise<CollectSummary> {
  const paths = await partsIn(folder);
  const remembered = whole.documents<Remembered>(COLLECTION);
  const read = new Map<string, CollectedPart>();
  const changed: { readonly path: string; readonly stamp: string }[] = [];
  for (const path of paths) {
    const stamp = await stampOfStore(path);
    const known = await remembered.get(path);
    if (known?.stamp === stamp) read.set(path, { ...known, taken: 0 });
    else changed.push({ path, stamp });
  }
  const shared = new SharedAudio();
  for (const { path } of changed) {
    await withPart(path, options.scratch, (part) => shared.add(part));
  }
  const ids = new Ids(whole, shared);
  for (const { path, stamp } of changed) {
    const name = nameOf(path);
    options.onPart?.(name);
    const fault = await withPart(path, options.scratch, async (part) => {
      const taken = await takeTracks(whole, { part, ids });
      await takeLedgers(whole, part);
      const [run] = await part.runs();
      const state: PartState = { name, ...await countsOf(part), ...(run && { run }) };
      await remembered.put(path, { ...state, stamp });
      read.set(path, { ...state, taken });
    });
    if (fault !== undefined) read.set(path, { ...EMPTY, name, taken: 0, fault });
  }
  return { parts: paths.map((path) => read.get(path)!), duplicates: await duplicatesIn(whole) };
}

const EMPTY = { tracks: 0, failed: 0 } as const;

function nameOf(path: string): string {
  return basename(path).slice(0, -ENDING.length);
}

async function partsIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && name.endsWith(ENDING)) names.push(name);
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ExchangeError(`Cannot collect ${folder}: ${why}`, { cause });
  }
  if (names.length === 0) {
    throw new ExchangeError(
      `Cannot collect ${folder}: there is no part in it; parts are stores whose names end in ${ENDING}`,
    );
  }
  const byNumber = new Intl.Collator("en", { numeric: true });
  return names.sort(byNumber.compare).map((name) => `${folder}/${name}`);
}

/** Opens a copy of a part for the time of some work; why it could not be read, where it could not. */
async function withPart(
  path: string,
  scratch: string,
  work: (part: Store) => Promise<void>,
): Promise<string | undefined> {
  let copy: string | undefined;
  try {
    copy = await copyStore(path, scratch);
    using part = await openStore(copy, { create: false });
    await work(part);
    return undefined;
  } catch (error) {
    if (error instanceof StoreError && error.message.includes(copy ?? path)) return error.message;
    throw error;
  } finally {
    if (copy !== undefined) {
      for (const ending of ["", "-wal", "-shm"]) await Deno.remove(copy + ending).catch(() => {});
    }
  }
}

/** Which id in the whole a track of a part has. */
class Ids {
  readonly #whole: Store;
  readonly #shared: SharedAudio;
  readonly #claimed = new Map<string, TrackId>();

  constructor(whole: Store, shared: SharedAudio) {
    this.#whole = whole;
    this.#shared = shared;
  }

  async of({ id, path, file }: StoredTrack): Promise<TrackId> {
    const { hash } = file;
    const here = await this.#whole.fileAt(path);
    if (here && here.hash === hash) return here.id;
    if (hash === "") return id;
    const paths = this.#shared.pathsOf(hash);
    if (!here && !paths && !await this.#whole.knowsContent(hash)) return id;
    for (const each of paths ?? [path]) await this.#claim(each, file);
    return this.#claimed.get(path)!;
  }

  /** Every file of a part is taken to be there: a part's own run finds out what has gone. */
  async #claim(path: string, { hash, size, modified }: StoredTrack["file"]): Promise<void> {
    if (this.#claimed.has(path)) return;
    const claim = await this.#whole.claimTrack({ path, hash, size, modified }, () => true);
    this.#claimed.set(path, claim.id);
  }
}

async function takeTracks(
  whole: Store,
  { part, ids }: { readonly part: Store; readonly ids: Ids },
): Promise<number> {
  let taken = 0;
  let batch: { readonly track: StoredTrack; readonly id: TrackId }[] = [];
  const put = async () => {
    await whole.putMany(await entriesOf(part, batch));
    taken += batch.length;
    batch = [];
  };
  for await (const track of part.tracks()) {
    const id = await ids.of(track);
    if (await isThere(whole, { ...track, id })) continue;
    if (batch.push({ track, id }) === BATCH) await put();
  }
  await put();
  return taken;
}

/** Whether the whole has a track in this very state, or has analysed the same file further since. */
async function isThere(whole: Store, track: StoredTrack): Promise<boolean> {
  const before = await whole.getTrack(track.id);
  if (!before) return false;
  const isOlder = track.path === before.path && track.analysed < before.analysed;
  return isOlder || stateOf(before) === stateOf(track);
}

/** What a track says, but for what the merged stores may rightly differ in. */
function stateOf({ path, analysed, file, tags, stages, values, absent, vectors }: StoredTrack) {
  return JSON.stringify([path, analysed, file, tags, stages, values, absent, vectors]);
}

async function entriesOf(
  part: Store,
  batch: readonly { readonly track: StoredTrack; readonly id: TrackId }[],
): Promise<TrackEntry[]> {
  const own = batch.map(({ track }) => track.id);
  const vectors = batch.map((): Partial<Record<VectorKind, Float32Array>> => ({}));
  for (const kind of VECTOR_KINDS) {
    for (const [i, vector] of (await part.vectorsOf(kind, own)).entries()) {
      if (vector) vectors[i]![kind] = vector;
    }
  }
  return await Promise.all(batch.map(async ({ track, id }, i) => {
    const along = track.along ? await part.along(track.id) : undefined;
    return { track: { ...track, id }, vectors: vectors[i]!, ...(along && { along }) };
  }));
}

/** Joins folders, failures and skipped files. A failure stays until a track is at its path. */
async function takeLedgers(whole: Store, part: Store): Promise<void> {
  await whole.addRoots(await part.roots());
  for (const error of await part.errors()) {
    const before = await whole.errorAt(error.path);
    if (before?.at !== error.at) await whole.putError(error);
  }
  for (const skipped of await part.skipped()) await whole.putSkipped(skipped);
}

async function duplicatesIn(whole: Store): Promise<number> {
  const hashes = new Set<string>();
  let files = 0;
  for await (const { hash } of whole.files()) {
    if (hash === "") continue;
    hashes.add(hash);
    files++;
  }
  return files - hashes.size;
}

async function countsOf(part: Store): Promise<{ tracks: number; failed: number }> {
  let tracks = 0;
  for await (const _ of part.files()) tracks++;
  return { tracks, failed: (await part.errors()).length };
}
