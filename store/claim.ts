import { HASH_VERSION, type Instant, type TrackId } from "../domain/mod.ts";
import { keys } from "./_keys.ts";
import {
  contentsOf,
  type Context,
  type HashRecord,
  setTrack,
  vectorsOf,
  withdraw,
} from "./_tracks.ts";
import type { AlongRecord, FileRecord, ShelvedTrack, StoredTrack } from "./records.ts";

/** A file whose audio has been hashed. */
export interface ClaimedFile {
  readonly path: string;
  /** SHA-256 of its audio payload, 64 hexadecimal digits. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  readonly modified: Instant;
}

/**
 * Which track a file is.
 *
 * - `new`: its audio is not known; analyse it and store it under `id`.
 * - `known`: this audio was stored under this path before, be it with other tags.
 * - `moved`: this audio was stored under the path `from`, where there is no file any more; the track
 *   is at its new path now and keeps its id.
 * - `returned`: this audio had left the collection, as its file was gone from `from`, where it may
 *   be again; the track keeps its id.
 * - `duplicate`: the same audio lies elsewhere too; the track has an id of its own and the results
 *   of track `of`.
 *
 * The file's size and time in `track` stay those at which its tags were read, 0 where a duplicate's
 * were not yet: whoever reads them stores the track with its new ones.
 */
export type Claim =
  | { readonly kind: "new"; readonly id: TrackId }
  | KnownAudio & { readonly kind: "known" }
  | KnownAudio & { readonly kind: "moved" | "returned"; readonly from: string }
  | KnownAudio & { readonly kind: "duplicate"; readonly of: TrackId };

interface KnownAudio {
  readonly id: TrackId;
  readonly track: StoredTrack;
}

interface Holder extends HashRecord {
  readonly id: TrackId;
  readonly entry: Deno.KvEntry<HashRecord>;
}

const ID_DIGITS = 20;

/** The id for content whose other holders have the given ids: the hash's first digits, or with `-2`, `-3`, … */
export function freeId(hash: string, taken: readonly TrackId[]): TrackId {
  const base = hash.slice(0, ID_DIGITS);
  if (!taken.includes(base)) return base;
  for (let n = 2;; n++) {
    if (!taken.includes(`${base}-${n}`)) return `${base}-${n}`;
  }
}

/** Decides which track a file is; see {@linkcode Claim}. Safe against other processes doing the same. */
export async function claimTrack(
  context: Context,
  { file, exists }: {
    readonly file: ClaimedFile;
    readonly exists: (path: string) => Promise<boolean> | boolean;
  },
): Promise<Claim> {
  const { kv } = context;
  while (true) {
    const [here] = await kv.entries<FileRecord>([keys.file(file.path)]);
    const displaced = here!.value && here!.value.hash !== file.hash ? here!.value.id : undefined;
    if (displaced !== undefined) {
      await withdraw(context, displaced);
      continue;
    }
    const holders = await holdersOf(context, file.hash);
    const claim = await decide(context, { file, exists, holders, here: here! });
    if (claim) return claim;
  }
}

async function holdersOf({ kv }: Context, hash: string): Promise<Holder[]> {
  const holders: Holder[] = [];
  for await (const entry of kv.list<HashRecord>({ prefix: keys.hashes(hash) })) {
    holders.push({ ...entry.value, id: String(entry.key.at(-1)), entry });
  }
  return holders;
}

interface Situation {
  readonly file: ClaimedFile;
  readonly exists: (path: string) => Promise<boolean> | boolean;
  readonly holders: readonly Holder[];
  readonly here: Deno.AtomicCheck;
}

/** `undefined` where another process was faster and the situation must be looked at again. */
async function decide(context: Context, situation: Situation): Promise<Claim | undefined> {
  const { file, exists, holders } = situation;
  const own = holders.find((h) => h.path === file.path && h.state !== "shelved");
  if (own?.state === "track") return await known(context, { ...situation, holder: own });
  const present = new Map<Holder, boolean>();
  for (const holder of holders) {
    if (holder.state !== "shelved" && holder !== own) {
      present.set(holder, await exists(holder.path));
    }
  }
  const vanished = holders.find((h) => h.state === "track" && present.get(h) === false) ??
    holders.find((h) => h.state === "shelved");
  if (vanished) return await move(context, { ...situation, holder: vanished, own });
  const original = holders.find((h) => h.state === "track");
  const orphan = own ?? holders.find((h) => h.state === "claimed" && present.get(h) === false);
  const id = orphan?.id ?? freeId(file.hash, holders.map((h) => h.id));
  const target = orphan?.entry ?? { key: keys.hash(file.hash, id), versionstamp: null };
  if (original) return await copy(context, { ...situation, holder: original, id, target });
  const operation = context.kv.atomic().check(situation.here, target)
    .set(target.key, { path: file.path, state: "claimed" } satisfies HashRecord);
  return await context.kv.commit(operation) ? { kind: "new", id } : undefined;
}

async function known(
  { kv }: Context,
  { holder }: Situation & { readonly holder: Holder },
): Promise<Claim | undefined> {
  const track = await kv.value<StoredTrack>(keys.track(holder.id));
  return track && { kind: "known", id: track.id, track };
}

async function move(
  context: Context,
  situation: Situation & { readonly holder: Holder; readonly own: Holder | undefined },
): Promise<Claim | undefined> {
  const { kv, log } = context;
  const { file, holder, own, here } = situation;
  const operation = kv.atomic().check(holder.entry, here);
  const before = holder.state === "shelved"
    ? await unshelve(context, { holder, operation })
    : await leave(context, { holder, operation });
  if (!before) return undefined;
  const track = at(before, file);
  setTrack(operation, track);
  if (own) operation.check(own.entry).delete(own.entry.key);
  log.note(operation, { ids: [track.id], errors: true });
  if (!await kv.commit(operation)) return undefined;
  const kind = holder.state === "shelved" ? "returned" : "moved";
  return { kind, id: track.id, track, from: before.path };
}

interface Step {
  readonly holder: Holder;
  readonly operation: Deno.AtomicOperation;
}

async function leave({ kv }: Context, { holder, operation }: Step) {
  const [entry] = await kv.entries<StoredTrack>([keys.track(holder.id)]);
  operation.check(entry!).delete(keys.file(holder.path));
  return entry!.value ?? undefined;
}

async function unshelve({ kv }: Context, { holder, operation }: Step) {
  const { id } = holder;
  const [entry] = await kv.entries<ShelvedTrack>([keys.shelved(id)]);
  const track = entry!.value?.track;
  if (!track) return undefined;
  operation.check(entry!).delete(keys.shelved(id));
  const shelved = track.vectors.map((kind) => keys.shelvedVector(kind, id));
  const vectors = await kv.entries<Float32Array>(shelved);
  for (const [i, kind] of track.vectors.entries()) {
    operation.set(keys.vector(kind, id), vectors[i]!.value).delete(shelved[i]!);
  }
  if (track.along) {
    const key = keys.shelvedAlong(id);
    operation.set(keys.along(id), await kv.value<AlongRecord>(key)).delete(key);
  }
  return track;
}

async function copy(
  context: Context,
  { file, holder, id, target, here }: Situation & {
    readonly holder: Holder;
    readonly id: TrackId;
    readonly target: Deno.AtomicCheck;
  },
): Promise<Claim | undefined> {
  const { kv, log, clock } = context;
  const [entry] = await kv.entries<StoredTrack>([keys.track(holder.id)]);
  if (!entry!.value) return undefined;
  const moved = at(entry!.value, file);
  const track = { ...moved, id, added: clock(), file: { ...moved.file, size: 0, modified: 0 } };
  const { vectors, along } = await contentsOf(kv, entry!.value);
  const operation = kv.atomic().check(entry!, target, here);
  setTrack(operation, track);
  for (const [kind, vector] of vectorsOf(vectors)) operation.set(keys.vector(kind, id), vector);
  if (along) operation.set(keys.along(id), along);
  log.note(operation, { ids: [id], errors: true });
  if (!await kv.commit(operation)) return undefined;
  return { kind: "duplicate", id, track, of: holder.id };
}

function at(track: StoredTrack, { path }: ClaimedFile): StoredTrack {
  return { ...track, path, audio: true, file: { ...track.file, hashVersion: HASH_VERSION } };
}
