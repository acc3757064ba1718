import { serialize } from "node:v8";
import type { LabelEntries, LabelEntry, LabelSet, TrackId } from "../domain/mod.ts";
import { keys } from "./_keys.ts";
import { COMMIT_BYTES, COMMIT_MUTATIONS } from "./_kv.ts";
import type { Context } from "./_tracks.ts";
import { StoreError } from "./failure.ts";

/** Entries of some tracks; which, the tracks' ids say. */
type Chunk = [TrackId, LabelEntry][];

interface Head {
  readonly set: LabelSet;
  /** Names the chunks that belong to this state of the set. */
  readonly generation: string;
  readonly chunks: number;
}

/** Bytes of a chunk as it is first written; half of what a value may have is left for edits. */
const CHUNK_BYTES = 30_000;
/** Largest value that Deno KV takes. */
const VALUE_BYTES = 65_000;
const A_DAY = 24 * 3600 * 1000;
/** Entries whose chunks are gathered at once. */
const GATHERED = 200_000;
/** Entries that are measured to see how large all are. */
const MEASURED = 500;

/** What takes the entries of a set, one after the other. */
export interface Gathering {
  add(track: TrackId, entry: LabelEntry): void;
}

/** What an edit did to one track. */
export interface LabelChange {
  readonly before: LabelEntry | undefined;
  readonly after: LabelEntry | undefined;
}

/** What an edit did, by track. */
export type LabelChanges = ReadonlyMap<TrackId, LabelChange>;

/** What an edit makes of a set as it is at that moment. */
export interface LabelEdit {
  readonly set: LabelSet;
  /** What a track has after it, given what it has before; `undefined` takes it out of the set. */
  after(track: TrackId, before: LabelEntry | undefined): LabelEntry | undefined;
}

/**
 * Label sets. The entries of a set lie in chunks by a hash of the track's id; all chunks of a state are
 * written before the one record that names them, so a set is there as a whole or not at all.
 */
export class LabelSets {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** All label sets, by id in order. */
  async list(): Promise<readonly LabelSet[]> {
    const sets: LabelSet[] = [];
    for await (const { value } of this.#context.kv.list<Head>({ prefix: keys.labelSets })) {
      sets.push(value.set);
    }
    return sets;
  }

  /** The label set of that id. */
  async get(id: string): Promise<LabelSet | undefined> {
    return (await this.#head(id)).value?.set;
  }

  /** The entries of a set; none where there is no such set. */
  async entries(id: string): Promise<LabelEntries> {
    while (true) {
      const { value } = await this.#head(id);
      if (!value) return new Map();
      const entries = await this.#entriesOf(id, value);
      if (entries) return entries;
    }
  }

  /**
   * What `begin` gives once it was given all entries, a chunk at a time; `undefined` where there is no
   * such set. Where another process replaces the set meanwhile, it begins again.
   */
  async gather<Gathered extends Gathering>(
    id: string,
    begin: (set: LabelSet) => Gathered,
  ): Promise<Gathered | undefined> {
    while (true) {
      const { value } = await this.#head(id);
      if (!value) return undefined;
      const gathered = begin(value.set);
      if (await this.#readInto(gathered, { id, head: value })) return gathered;
    }
  }

  /** What a set says of one track; of all it reads one part. */
  async entry(id: string, track: TrackId): Promise<LabelEntry | undefined> {
    while (true) {
      const { value } = await this.#head(id);
      if (!value) return undefined;
      const place = keys.labelChunk(id, value.generation, chunkOf(track, value.chunks));
      const chunk = await this.#context.kv.value<Chunk>(place);
      if (chunk) return chunk.find(([other]) => other === track)?.[1];
    }
  }

  /**
   * Stores a set in place of the one of that id. Gives the set that is in its way, where it may not take
   * its place: then nothing is stored.
   *
   * @param mayReplace Whether a set that is there may go; one of the same origin where this is left out.
   */
  async put(
    set: LabelSet,
    entries: LabelEntries,
    mayReplace: (there: LabelSet) => boolean = ({ origin }) => origin === set.origin,
  ): Promise<LabelSet | undefined> {
    while (true) {
      const before = await this.#head(set.id);
      const there = before.value?.set;
      if (there && !mayReplace(there)) return there;
      if (await this.#putOver(before, { set, entries })) return undefined;
    }
  }

  /**
   * Edits the entries of some tracks, in one commit where they fit into one. Where anybody else changes
   * the set meanwhile, `edit` is asked again with what they left. Gives what it did. Throws a StoreError
   * where there is no such set, and what `edit` throws.
   */
  async edit(
    id: string,
    tracks: readonly TrackId[],
    edit: (set: LabelSet) => LabelEdit,
  ): Promise<LabelChanges> {
    while (true) {
      const head = await this.#head(id);
      if (!head.value) throw new StoreError(`Cannot edit the labels ${id}: there is no such set`);
      const wanted = { tracks: new Set(tracks), ...edit(head.value.set) };
      const done = await this.#editSome(head, wanted) ?? await this.#editWhole(head, wanted);
      if (done !== "again") return done;
    }
  }

  /** Removes a set; false where there was none. */
  async remove(id: string): Promise<boolean> {
    const { kv, log } = this.#context;
    while (true) {
      const head = await this.#head(id);
      if (!head.value) return false;
      const operation = kv.atomic().check(head).delete(head.key);
      log.note(operation, { labels: [id] });
      if (!await kv.commit(operation)) continue;
      await log.written();
      await this.#sweep(id, head.value.generation);
      return true;
    }
  }

  async #head(id: string): Promise<Deno.KvEntryMaybe<Head>> {
    const [head] = await this.#context.kv.entries<Head>([keys.labelSet(id)]);
    return head!;
  }

  /** Writes a whole set; false where another process was faster than this. */
  async #putOver(
    before: Deno.KvEntryMaybe<Head>,
    { set, entries }: { readonly set: LabelSet; readonly entries: LabelEntries },
  ): Promise<boolean> {
    const { kv, log } = this.#context;
    const { generation, chunks } = await this.#writeEntries(set.id, entries);
    const head: Head = { set, generation, chunks };
    const operation = kv.atomic().check(before).set(before.key, head);
    log.note(operation, { labels: [set.id] });
    const stored = await kv.commit(operation);
    await this.#sweep(set.id, stored ? before.value?.generation : generation);
    if (stored) await log.written();
    return stored;
  }

  /** Edits the chunks that hold the tracks; `undefined` where they do not fit into one commit. */
  async #editSome(
    head: Deno.KvEntry<Head>,
    { set, tracks, after }: Edit,
  ): Promise<LabelChanges | "again" | undefined> {
    const { kv, log } = this.#context;
    const { generation, chunks } = head.value;
    const touched = Map.groupBy(tracks, (track) => chunkOf(track, chunks));
    if (touched.size + 1 > kv.checks || touched.size > COMMIT_BYTES / VALUE_BYTES) return undefined;
    const found = await kv.entries<Chunk>(
      [...touched.keys()].map((chunk) => keys.labelChunk(set.id, generation, chunk)),
    );
    const done = new Map<TrackId, LabelChange>();
    const operation = kv.atomic().check(head, ...found);
    for (const [i, own] of [...touched.values()].entries()) {
      const chunk = new Map(found[i]!.value ?? []);
      apply(chunk, { tracks: own, after, done });
      const value = [...chunk];
      if (serialize(value).byteLength > VALUE_BYTES) return undefined;
      operation.set(found[i]!.key, value);
    }
    operation.set(head.key, { ...head.value, set } satisfies Head);
    log.note(operation, { labels: [set.id] });
    if (!await kv.commit(operation)) return "again";
    await log.written();
    return done;
  }

  async #editWhole(
    head: Deno.KvEntry<Head>,
    { set, tracks, after }: Edit,
  ): Promise<LabelChanges | "again"> {
    const entries = await this.#entriesOf(set.id, head.value);
    if (!entries) return "again";
    const done = new Map<TrackId, LabelChange>();
    apply(entries, { tracks, after, done });
    return await this.#putOver(head, { set, entries }) ? done : "again";
  }

  /** The entries that a head names; `undefined` where another process has replaced them meanwhile. */
  async #entriesOf(id: string, head: Head): Promise<Map<TrackId, LabelEntry> | undefined> {
    const found = new Map<TrackId, LabelEntry>();
    const add = (track: TrackId, entry: LabelEntry) => found.set(track, entry);
    return await this.#readInto({ add }, { id, head }) ? found : undefined;
  }

  /** Gives all entries that a head names; false where another process has replaced them meanwhile. */
  async #readInto(
    gathered: Gathering,
    { id, head }: { readonly id: string; readonly head: Head },
  ): Promise<boolean> {
    let chunks = 0;
    const prefix = keys.labelGeneration(id, head.generation);
    for await (const { value } of this.#context.kv.all<Chunk>({ prefix })) {
      chunks++;
      for (const [track, entry] of value) gathered.add(track, entry);
    }
    return chunks === head.chunks;
  }

  /** Writes entries under a generation of their own, in as few chunks as fit into records. */
  async #writeEntries(
    id: string,
    entries: LabelEntries,
  ): Promise<Pick<Head, "generation" | "chunks">> {
    for (let chunks = fewestChunks(entries);; chunks *= 2) {
      const generation = `${this.#context.clock()}-${crypto.randomUUID().slice(0, 8)}`;
      if (await this.#writeAll(id, { generation, count: chunks, entries })) {
        return { generation, chunks };
      }
      await this.#sweep(id, generation);
    }
  }

  /** Writes all chunks of a generation; false where one would be too large for a record. */
  async #writeAll(
    id: string,
    { generation, count, entries }: {
      readonly generation: string;
      readonly count: number;
      readonly entries: LabelEntries;
    },
  ): Promise<boolean> {
    const { kv } = this.#context;
    let operation = kv.atomic();
    let bytes = 0;
    let mutations = 0;
    for (const [place, chunk] of chunked(entries, count)) {
      const size = serialize(chunk).byteLength;
      if (size > VALUE_BYTES) {
        requireSmall(id, chunk);
        return false;
      }
      if (bytes + size + 200 > COMMIT_BYTES || mutations === COMMIT_MUTATIONS) {
        await kv.commit(operation);
        operation = kv.atomic();
        bytes = 0;
        mutations = 0;
      }
      operation.set(keys.labelChunk(id, generation, place), chunk);
      bytes += size + 200;
      mutations++;
    }
    await kv.commit(operation);
    return true;
  }

  /** Deletes the chunks of one generation, and those that a writer left who died long ago. */
  async #sweep(id: string, dead: string | undefined): Promise<void> {
    const { kv, clock } = this.#context;
    const old: Deno.KvKey[] = [];
    const current = (await kv.value<Head>(keys.labelSet(id)))?.generation;
    for await (const { key } of kv.list({ prefix: keys.labelChunks(id) }, { batchSize: 20 })) {
      const generation = String(key[2]);
      const isLeftOver = clock() - parseInt(generation) > A_DAY;
      if (generation !== current && (generation === dead || isLeftOver)) old.push(key);
    }
    for (let i = 0; i < old.length; i += COMMIT_MUTATIONS) {
      const operation = kv.atomic();
      for (const key of old.slice(i, i + COMMIT_MUTATIONS)) operation.delete(key);
      await kv.commit(operation);
    }
  }
}

interface Edit extends LabelEdit {
  readonly tracks: Iterable<TrackId>;
}

function apply(
  entries: Map<TrackId, LabelEntry>,
  { tracks, after: make, done }: Pick<Edit, "tracks" | "after"> & {
    readonly done: Map<TrackId, LabelChange>;
  },
): void {
  for (const track of tracks) {
    const before = entries.get(track);
    const after = make(track, before);
    done.set(track, { before, after });
    if (after) entries.set(track, after);
    else entries.delete(track);
  }
}

/** So many chunks that each is likely to be small. */
function fewestChunks(entries: LabelEntries): number {
  const sample = [...entries.entries().take(MEASURED)];
  const each = sample.length === 0 ? 0 : serialize(sample).byteLength / sample.length;
  return Math.max(16, Math.ceil(each * entries.size / CHUNK_BYTES));
}

/** Each chunk and its number, one after the other: those of a million entries are never there at once. */
function* chunked(entries: LabelEntries, count: number): Generator<[number, Chunk]> {
  const step = Math.max(1, Math.floor(count * GATHERED / Math.max(1, entries.size)));
  for (let from = 0; from < count; from += step) {
    const to = Math.min(count, from + step);
    const tracks = Array.from({ length: to - from }, (): TrackId[] => []);
    for (const track of entries.keys()) tracks[chunkOf(track, count) - from]?.push(track);
    for (const [i, own] of tracks.entries()) {
      yield [from + i, own.map((track) => [track, entries.get(track)!])];
    }
  }
}

/** Throws a StoreError where one track's labels alone fill half a record. */
function requireSmall(id: string, chunk: Chunk): void {
  const large = chunk.find((pair) => serialize(pair).byteLength > VALUE_BYTES / 2);
  if (!large) return;
  throw new StoreError(
    `Cannot store the labels ${id}: those of the track ${large[1].key} are too long for one record`,
  );
}

/** FNV-1a (Fowler, Noll, Vo) of a track's id, as the number of a chunk. */
function chunkOf(track: TrackId, chunks: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < track.length; i++) {
    hash = Math.imul(hash ^ track.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % chunks;
}
