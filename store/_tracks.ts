import { serialize } from "node:v8";
import {
  ACTIVATION_SETS,
  type ActivationSet,
  HASH_VERSION,
  type Instant,
  type Track,
  type TrackId,
  VECTOR_KINDS,
  type VectorKind,
} from "../domain/mod.ts";
import type { ChangeLog } from "./_changes.ts";
import { keys } from "./_keys.ts";
import { COMMIT_BYTES, COMMIT_MUTATIONS, type Kv } from "./_kv.ts";
import { strongOf } from "./_strong.ts";
import { RecordTooLarge } from "./failure.ts";
import type {
  AlongRecord,
  FileRecord,
  ShelvedTrack,
  StoredTrack,
  StrongActivations,
  TrackEntry,
  TrackNow,
  TrackVectors,
} from "./records.ts";

/** What a hash leads to: a track, a claim of a track in the making, or one on the shelf. */
export interface HashRecord {
  readonly path: string;
  readonly state: "track" | "claimed" | "shelved";
}

/** What every operation on a store works with. */
export interface Context {
  readonly kv: Kv;
  readonly log: ChangeLog;
  readonly clock: () => Instant;
}

/** Largest value that Deno KV takes. */
const VALUE_BYTES = 65_536;
/** Of each track, its record and its file are checked. */
const CHECKS_A_TRACK = 2;
/** Keys and the store's own small records, generously. */
const OVERHEAD_BYTES = 6_000;

/** A track entry ready to be written. */
export interface Prepared {
  readonly entry: TrackEntry;
  readonly bytes: number;
  readonly mutations: number;
}

/** Checks that an entry fits and measures it. Throws a RecordTooLarge that says what is too large. */
export function prepare(entry: TrackEntry): Prepared {
  const { track } = entry;
  let bytes = OVERHEAD_BYTES + fitting(track, `the record of ${track.path}`);
  let mutations = 6;
  for (const [kind, vector] of vectorsOf(entry.vectors)) {
    bytes += fitting(vector, `the ${kind} vector of ${track.path}`);
    mutations++;
  }
  if (entry.along) {
    bytes += fitting(entry.along, `the record along ${track.path}`);
    mutations++;
  }
  return { entry, bytes, mutations };
}

function fitting(value: unknown, what: string): number {
  const bytes = value instanceof Float32Array
    ? value.byteLength + 64
    : serialize(value).byteLength + 64;
  if (bytes <= VALUE_BYTES) return bytes;
  throw new RecordTooLarge(
    `Cannot store ${what}: it takes ${bytes} bytes, and a record holds ${VALUE_BYTES}`,
  );
}

/** Groups entries so that each group fits into one commit, which may hold so many checks. */
export function* batches(
  prepared: Iterable<Prepared>,
  { checks }: { readonly checks: number },
): Generator<TrackEntry[]> {
  const most = Math.floor(checks / CHECKS_A_TRACK);
  let batch: TrackEntry[] = [];
  let bytes = 0;
  let mutations = 1;
  const seen = new Set<string>();
  for (const next of prepared) {
    const full = batch.length === most || bytes + next.bytes > COMMIT_BYTES ||
      mutations + next.mutations > COMMIT_MUTATIONS || seen.has(next.entry.track.id) ||
      seen.has(next.entry.track.path);
    if (full && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
      mutations = 1;
      seen.clear();
    }
    batch.push(next.entry);
    seen.add(next.entry.track.id).add(next.entry.track.path);
    bytes += next.bytes;
    mutations += next.mutations;
  }
  if (batch.length > 0) yield batch;
}

/** A copy that owns its memory: Deno KV would store the whole buffer behind a part of it. */
function owned(vector: Float32Array): Float32Array {
  return vector.byteLength === vector.buffer.byteLength ? vector : vector.slice();
}

/** The vectors that are there, in the order of their kinds. */
export function vectorsOf(vectors: TrackVectors | undefined): [VectorKind, Float32Array][] {
  return VECTOR_KINDS.flatMap((kind) => {
    const vector = vectors?.[kind];
    return vector ? [[kind, owned(vector)] as [VectorKind, Float32Array]] : [];
  });
}

/** The record of a track, given what the store held for it before. */
export function storedTrack(entry: TrackEntry, before: StoredTrack | undefined): StoredTrack {
  const vectors = VECTOR_KINDS.filter((kind) =>
    entry.vectors?.[kind] || before?.vectors.includes(kind)
  );
  const strong: Partial<Record<ActivationSet, StrongActivations>> = { ...before?.strong };
  for (const set of ACTIVATION_SETS) {
    const activations = entry.vectors?.[set];
    const found = activations && strongOf(activations);
    if (found) strong[set] = found;
  }
  const along = entry.along !== undefined || (before?.along ?? false);
  return { ...plainTrack(entry.track), vectors, along, strong };
}

/** A track without what the store adds to it. */
export function plainTrack(track: Track): Track {
  const { id, path, audio, added, analysed, file, tags, stages, values, absent } = track;
  return { id, path, audio, added, analysed, file, tags, stages, values, absent };
}

/** Writes a track's own record, and where its file and content lead. */
export function setTrack(operation: Deno.AtomicOperation, track: StoredTrack): void {
  const { id, path, file } = track;
  const { hash, hashVersion, size, modified } = file;
  operation.set(keys.track(id), track);
  const record: FileRecord = { path, id, hash, size, modified };
  operation.set(keys.file(path), hashVersion === undefined ? record : { ...record, hashVersion });
  if (hash) {
    operation.set(keys.hash(hash, id), { path, state: "track" } satisfies HashRecord);
  }
  operation.delete(keys.error(path)).delete(keys.skipped(path));
}

/**
 * Writes one batch in one commit; false where another process changed one of its tracks meanwhile.
 *
 * @param read The tracks as they were read, where what is written depends on them; else as they are now.
 */
export async function putBatch(
  context: Context,
  batch: readonly TrackEntry[],
  read?: readonly Deno.KvEntryMaybe<StoredTrack>[],
): Promise<boolean> {
  const { kv, log } = context;
  const before = read ??
    await kv.entries<StoredTrack>(batch.map(({ track }) => keys.track(track.id)));
  const files = await kv.entries<FileRecord>(batch.map(({ track }) => keys.file(track.path)));
  for (const [i, { track }] of batch.entries()) {
    const other = files[i]!.value?.id;
    if (other === undefined || other === track.id) continue;
    await withdraw(context, other);
    return false;
  }
  const errors = await kv.entries(batch.map(({ track }) => keys.error(track.path)));
  const operation = kv.atomic().check(...before, ...files);
  for (const [i, entry] of batch.entries()) {
    putOne(operation, { entry, before: before[i]!.value ?? undefined });
  }
  log.note(operation, {
    ids: batch.map(({ track }) => track.id),
    errors: errors.some(({ value }) => value !== null),
  });
  return await kv.commit(operation);
}

/**
 * Changes a track by what the store holds of it at that moment: where anybody else changes it meanwhile,
 * `change` is asked again with what they left. False where it gives nothing to store.
 */
export async function changeTrack(
  context: Context,
  { id, change }: {
    readonly id: TrackId;
    readonly change: (now: TrackNow) => TrackEntry | undefined;
  },
): Promise<boolean> {
  const { kv } = context;
  while (true) {
    const [read] = await kv.entries<StoredTrack>([keys.track(id)]);
    const track = read!.value ?? undefined;
    const along = track?.along ? await kv.value<AlongRecord>(keys.along(id)) : undefined;
    const entry = change({ track, along });
    if (!entry) return false;
    if (await putBatch(context, [prepare(entry).entry], [read!])) return true;
  }
}

function putOne(
  operation: Deno.AtomicOperation,
  { entry, before }: { readonly entry: TrackEntry; readonly before: StoredTrack | undefined },
): void {
  const { track } = entry;
  if (before && before.path !== track.path) operation.delete(keys.file(before.path));
  if (before?.file.hash && before.file.hash !== track.file.hash) {
    operation.delete(keys.hash(before.file.hash, track.id));
  }
  setTrack(operation, storedTrack(entry, before));
  for (const [kind, vector] of vectorsOf(entry.vectors)) {
    operation.set(keys.vector(kind, track.id), vector);
  }
  if (entry.along) operation.set(keys.along(track.id), entry.along);
}

/** What the store holds for a track besides its record. */
export async function contentsOf(
  kv: Kv,
  track: StoredTrack,
): Promise<{ readonly vectors: TrackVectors; readonly along: AlongRecord | undefined }> {
  const entries = await kv.entries<Float32Array>(
    track.vectors.map((kind) => keys.vector(kind, track.id)),
  );
  const vectors: Partial<Record<VectorKind, Float32Array>> = {};
  for (const [i, kind] of track.vectors.entries()) {
    const vector = entries[i]!.value;
    if (vector) vectors[kind] = vector;
  }
  const along = track.along ? await kv.value<AlongRecord>(keys.along(track.id)) : undefined;
  return { vectors, along };
}

/**
 * Takes a track out of the collection and puts its results on the shelf, where the same content
 * finds them again. A track without a hash is deleted.
 */
export async function withdraw(
  { kv, log, clock }: Context,
  id: TrackId,
): Promise<void> {
  while (true) {
    const [entry] = await kv.entries<StoredTrack>([keys.track(id)]);
    const track = entry!.value;
    if (!track) return;
    const operation = kv.atomic().check(entry!);
    forget(operation, track);
    const { hash } = track.file;
    if (hash) {
      const { vectors, along } = await contentsOf(kv, track);
      operation.set(keys.shelved(id), { track, at: clock() } satisfies ShelvedTrack);
      for (const [kind, vector] of vectorsOf(vectors)) {
        operation.set(keys.shelvedVector(kind, id), vector);
      }
      if (along) operation.set(keys.shelvedAlong(id), along);
      operation.set(keys.hash(hash, id), { path: track.path, state: "shelved" });
    }
    log.note(operation, { ids: [id] });
    if (await kv.commit(operation)) return;
  }
}

/** Writes a track's hash anew, and where it leads. */
export async function rehash(
  { kv, log }: Context,
  { id, hash }: { readonly id: TrackId; readonly hash: string },
): Promise<void> {
  while (true) {
    const [entry] = await kv.entries<StoredTrack>([keys.track(id)]);
    const before = entry!.value;
    if (!before) return;
    const operation = kv.atomic().check(entry!);
    if (before.file.hash) operation.delete(keys.hash(before.file.hash, id));
    setTrack(operation, { ...before, file: { ...before.file, hash, hashVersion: HASH_VERSION } });
    log.note(operation, { ids: [id] });
    if (await kv.commit(operation)) return;
  }
}

/** Deletes everything of a track but its content's hash. */
function forget(operation: Deno.AtomicOperation, track: StoredTrack): void {
  operation.delete(keys.track(track.id)).delete(keys.along(track.id));
  operation.delete(keys.file(track.path));
  for (const kind of VECTOR_KINDS) operation.delete(keys.vector(kind, track.id));
}
