import { createHash } from "node:crypto";
import type { TrackId, VectorKind } from "../domain/mod.ts";

/** Deno KV takes keys of at most 2,048 encoded bytes; the rest of the key and its escapes need some. */
const LONGEST_PATH = 1_900;

const encoder = new TextEncoder();

function digest(path: string): string {
  return createHash("sha256").update(path, "utf16le").digest("hex");
}

/**
 * The key of what is known about a path. Paths too long for a key, or with unpaired surrogates, go by
 * their SHA-256; the value holds the path itself in any case.
 */
function pathKey(room: string, path: string): Deno.KvKey {
  return fits(path) ? [room, path] : [room, true, digest(path)];
}

function fits(text: string): boolean {
  return text.length <= LONGEST_PATH && text.isWellFormed() && !text.includes("\0") &&
    encoder.encode(text).length <= LONGEST_PATH;
}

/**
 * An id as part of a key. Those of the store's own making are as they are; a request may name anything,
 * and what is too long for a key leads, by its SHA-256, to where nothing is kept.
 */
function idPart(id: string): string {
  return fits(id) ? id : digest(id);
}

/** Every key of the store. */
export const keys = {
  schema: ["schema"],
  tracks: ["track"],
  track: (id: TrackId) => ["track", idPart(id)],
  vectors: (kind: VectorKind) => ["vector", kind],
  vector: (kind: VectorKind, id: TrackId) => ["vector", kind, idPart(id)],
  along: (id: TrackId) => ["along", idPart(id)],
  files: ["file"],
  file: (path: string) => pathKey("file", path),
  hashes: (hash: string) => ["hash", hash],
  hash: (hash: string, id: TrackId) => ["hash", hash, id],
  shelf: ["shelf"],
  shelved: (id: TrackId) => ["shelf", id],
  shelvedVector: (kind: VectorKind, id: TrackId) => ["shelf", id, "vector", kind],
  shelvedAlong: (id: TrackId) => ["shelf", id, "along"],
  errors: ["error"],
  error: (path: string) => pathKey("error", path),
  allSkipped: ["skipped"],
  skipped: (path: string) => pathKey("skipped", path),
  roots: ["root"],
  root: (path: string) => pathKey("root", path),
  runs: ["run"],
  run: (id: string) => ["run", id],
  changes: ["change"],
  change: (revision: string) => ["change", revision],
  pruned: ["pruned"],
  labelSets: ["labels"],
  labelSet: (id: string) => ["labels", idPart(id)],
  labelChunks: (id: string) => ["labelled", id],
  labelGeneration: (id: string, generation: string) => ["labelled", id, generation],
  labelChunk: (id: string, generation: string, chunk: number) => [
    "labelled",
    id,
    generation,
    chunk,
  ],
  documents: (collection: string) => ["document", collection],
  document: (collection: string, id: string) => ["document", collection, idPart(id)],
  part: (collection: string, id: string, part: number) => ["part", collection, idPart(id), part],
} as const satisfies Record<string, Deno.KvKey | ((...parts: never[]) => Deno.KvKey)>;
