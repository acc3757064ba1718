import { type TrackId, VECTOR_KINDS, type VectorKind } from "../domain/mod.ts";
import {
  type Run,
  stampOfStore,
  type Store,
  type StoredTrack,
  type TrackEntry,
} from "../store/mod.ts";
import { HeldByParts } from "./_held_by_parts.ts";
import { nameOfPart, partsIn, withPart } from "./_parts.ts";
import { leaving, type Left, takeOut } from "./_prune_parts.ts";
import { SharedAudio } from "./_shared_audio.ts";

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
  /** What left the whole, where that was asked for. */
  readonly left?: Left;
}

/** What the whole remembers of a part, so that one that is as it was need not be read. */
interface Remembered extends PartState {
  readonly stamp: string;
}

const COLLECTION = "collected";
/** Tracks whose vectors are read at once. */
const BATCH = 64;

/**
 * Brings the stores of a folder, one for each part of a collection, into one. Parts may be growing: they
 * are read from copies, and nothing is written beside them. Done again, only what is new or changed is
 * taken. Files with the same audio get the ids that they would have got in one run, the first that a walk
 * comes to the plain one; a track that is in the whole keeps its id. What left the parts stays, unless it is
 * to be pruned.
 *
 * @param options.scratch Folder for the copies, one at a time; it must be there.
 * @param options.prune Take out what no part has any more. Every part is read, and a file that moved keeps
 *   its id. `all`: even where most of the whole would go, or a part has gone.
 * @throws An ExchangeError where the folder has no part in it, a StoreError where the whole cannot be written.
 */
export async function collectParts(
  whole: Store,
  folder: string,
  options: CollectOptions,
): Promise<CollectSummary> {
  const paths = await partsIn(folder);
  const remembered = whole.documents<Remembered>(COLLECTION);
  const held = options.prune && await HeldByParts.read(paths, options.scratch);
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
  const ids = new Ids(whole, { shared, held });
  for (const { path, stamp } of changed) {
    const name = nameOfPart(path);
    options.onPart?.(name);
    const fault = await withPart(path, options.scratch, async (part) => {
      const taken = await takeTracks(whole, { part, ids, held });
      await takeLedgers(whole, part);
      const [run] = await part.runs();
      const state: PartState = { name, ...await countsOf(part), ...(run && { run }) };
      await remembered.put(path, { ...state, stamp });
      read.set(path, { ...state, taken });
    });
    if (fault !== undefined) read.set(path, { ...EMPTY, name, taken: 0, fault });
  }
  const left = held && await pruned(whole, { held, paths, all: options.prune!.all });
  const duplicates = await duplicatesIn(whole);
  return { parts: paths.map((path) => read.get(path)!), duplicates, ...(left && { left }) };
}

/** How parts are collected. */
export interface CollectOptions {
  readonly scratch: string;
  readonly onPart?: (name: string) => void;
  readonly prune?: { readonly all: boolean } | undefined;
}

/** What {@linkcode collectParts} would take out of the whole; nothing is written. */
export async function wouldLeave(
  whole: Store,
  folder: string,
  { scratch, all }: { readonly scratch: string; readonly all: boolean },
): Promise<Left> {
  const paths = await partsIn(folder);
  const held = await HeldByParts.read(paths, scratch);
  const away = (await partsAway(whole, paths)).map(nameOfPart);
  return leaving(await held.missingIn(whole), { unread: held.unread, away, all });
}

async function pruned(
  whole: Store,
  { held, paths, all }: {
    readonly held: HeldByParts;
    readonly paths: readonly string[];
    readonly all: boolean;
  },
): Promise<Left> {
  const missing = await held.missingIn(whole);
  const away = await partsAway(whole, paths);
  const left = leaving(missing, { unread: held.unread, away: away.map(nameOfPart), all });
  if (left.refused !== undefined) return left;
  await takeOut(whole, missing);
  for (const path of away) await whole.documents<Remembered>(COLLECTION).delete(path);
  return left;
}

/** Parts that were collected from these folders before and are not there now. */
async function partsAway(whole: Store, paths: readonly string[]): Promise<string[]> {
  const remembered = await whole.documents<Remembered>(COLLECTION).list();
  return remembered.map(({ id }) => id).filter((path) => !paths.includes(path));
}

const EMPTY = { tracks: 0, failed: 0 } as const;

/** Which id in the whole a track of a part has. */
class Ids {
  readonly #whole: Store;
  readonly #shared: SharedAudio;
  readonly #held: HeldByParts | undefined;
  readonly #claimed = new Map<string, TrackId>();

  constructor(whole: Store, { shared, held }: {
    readonly shared: SharedAudio;
    readonly held: HeldByParts | undefined;
  }) {
    this.#whole = whole;
    this.#shared = shared;
    this.#held = held;
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

  /** Every file is taken to be there, unless what all parts hold is known: a part's own run finds out. */
  async #claim(path: string, { hash, size, modified }: StoredTrack["file"]): Promise<void> {
    if (this.#claimed.has(path)) return;
    const claim = await this.#whole.claimTrack({ path, hash, size, modified }, (path) => {
      return this.#held?.has(path) ?? true;
    });
    this.#claimed.set(path, claim.id);
  }
}

async function takeTracks(
  whole: Store,
  { part, ids, held }: {
    readonly part: Store;
    readonly ids: Ids;
    readonly held: HeldByParts | undefined;
  },
): Promise<number> {
  let taken = 0;
  let batch: { readonly track: StoredTrack; readonly id: TrackId }[] = [];
  const put = async () => {
    await whole.putMany(await entriesOf(part, batch));
    taken += batch.length;
    batch = [];
  };
  for await (const track of part.tracks()) {
    held?.note(track.path, track.file.hash);
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
