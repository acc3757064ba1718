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

/** Entries to be set, or taken out where `undefined`. */
export type LabelEdits = ReadonlyMap<TrackId, LabelEntry | undefined>;

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
    return (await this.#context.kv.value<Head>(keys.labelSet(id)))?.set;
  }

  /** The entries of a set; none where there is no such set. */
  async entries(id: string): Promise<LabelEntries> {
    while (true) {
      const head = await this.#context.kv.value<Head>(keys.labelSet(id));
      if (!head) return new Map();
      const found = new Map<TrackId, LabelEntry>();
      let chunks = 0;
      const prefix = keys.labelGeneration(id, head.generation);
      for await (const { value } of this.#context.kv.all<Chunk>({ prefix })) {
        chunks++;
        for (const [track, entry] of value) found.set(track, entry);
      }
      if (chunks === head.chunks) return found;
    }
  }

  /** Stores a set in place of the one of that id. */
  async put(set: LabelSet, entries: LabelEntries): Promise<void> {
    const { kv, log, clock } = this.#context;
    let count = fewestChunks(entries);
    while (true) {
      const [before] = await kv.entries<Head>([keys.labelSet(set.id)]);
      const generation = `${clock()}-${crypto.randomUUID().slice(0, 8)}`;
      if (!await this.#writeAll(set.id, { generation, count, entries })) {
        await this.#sweep(set.id, generation);
        count *= 2;
        continue;
      }
      const head: Head = { set, generation, chunks: count };
      const operation = kv.atomic().check(before!).set(keys.labelSet(set.id), head);
      log.note(operation, { labels: [set.id] });
      const stored = await kv.commit(operation);
      const dead = stored ? before!.value?.generation : generation;
      await this.#sweep(set.id, dead);
      if (!stored) continue;
      await log.written();
      return;
    }
  }

  /**
   * Edits some entries of a set, in one commit where they fit into one. Gives what stood there before,
   * with which the same call takes the edit back. Throws a StoreError where there is no such set.
   *
   * @param change How the set as a whole changes with them, as where a class is new.
   */
  async edit(
    id: string,
    edits: LabelEdits,
    change: (set: LabelSet) => LabelSet = (set) => set,
  ): Promise<LabelEdits> {
    const { kv } = this.#context;
    while (true) {
      const [head] = await kv.entries<Head>([keys.labelSet(id)]);
      if (!head!.value) throw new StoreError(`Cannot edit the labels ${id}: there is no such set`);
      const before = await this.#editOnce(head as Deno.KvEntry<Head>, { edits, change });
      if (before) return before;
    }
  }

  /** Removes a set; false where there was none. */
  async remove(id: string): Promise<boolean> {
    const { kv, log } = this.#context;
    const head = await kv.value<Head>(keys.labelSet(id));
    if (!head) return false;
    const operation = kv.atomic().delete(keys.labelSet(id));
    log.note(operation, { labels: [id] });
    await kv.commit(operation);
    await log.written();
    await this.#sweep(id, head.generation);
    return true;
  }

  /** `undefined` where another process was faster. */
  async #editOnce(
    head: Deno.KvEntry<Head>,
    { edits, change }: { readonly edits: LabelEdits; change(set: LabelSet): LabelSet },
  ): Promise<LabelEdits | undefined> {
    const { kv, log } = this.#context;
    const { set, generation, chunks } = head.value;
    const touched = Map.groupBy(edits.keys(), (track) => chunkOf(track, chunks));
    if (touched.size + 1 > kv.checks || touched.size > COMMIT_BYTES / VALUE_BYTES) {
      return await this.#editWhole(set, { edits, change });
    }
    const places = [...touched.keys()];
    const found = await kv.entries<Chunk>(
      places.map((chunk) => keys.labelChunk(set.id, generation, chunk)),
    );
    const before = new Map<TrackId, LabelEntry | undefined>();
    const operation = kv.atomic().check(head, ...found);
    for (const [i, place] of places.entries()) {
      const chunk = new Map(found[i]!.value ?? []);
      apply(chunk, { edits, tracks: touched.get(place)!, before });
      const value = [...chunk];
      if (serialize(value).byteLength > VALUE_BYTES) {
        return await this.#editWhole(set, { edits, change });
      }
      operation.set(keys.labelChunk(set.id, generation, place), value);
    }
    operation.set(keys.labelSet(set.id), { ...head.value, set: change(set) } satisfies Head);
    log.note(operation, { labels: [set.id] });
    if (!await kv.commit(operation)) return undefined;
    await log.written();
    return before;
  }

  async #editWhole(
    set: LabelSet,
    { edits, change }: { readonly edits: LabelEdits; change(set: LabelSet): LabelSet },
  ): Promise<LabelEdits> {
    const entries = new Map(await this.entries(set.id));
    const before = new Map<TrackId, LabelEntry | undefined>();
    apply(entries, { edits, tracks: [...edits.keys()], before });
    await this.put(change(set), entries);
    return before;
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

function apply(
  entries: Map<TrackId, LabelEntry>,
  { edits, tracks, before }: {
    readonly edits: LabelEdits;
    readonly tracks: readonly TrackId[];
    readonly before: Map<TrackId, LabelEntry | undefined>;
  },
): void {
  for (const track of tracks) {
    const entry = edits.get(track);
    before.set(track, entries.get(track));
    if (entry) entries.set(track, entry);
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
