import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { TrackId } from "../../domain/mod.ts";
import { type Graph, writeGraph } from "./_hnswlib.ts";
import type { IndexSettings } from "./settings.ts";

const MAGIC = "FONOHNSW";
const VERSION = 1;
/** Magic, version, length of the description, SHA-256 of all that follows. */
const PREFIX_BYTES = 8 + 4 + 4 + 32;
const CHUNK_BYTES = 1 << 22;

/** Principal components that points are reduced to. */
export interface Basis {
  readonly mean: Float32Array;
  /** Shape `(reduced, dimensions)`. */
  readonly components: Float32Array;
}

/** What a file says beside the graph. */
export interface IndexDescription {
  readonly space: string;
  readonly dimensions: number;
  readonly settings: IndexSettings;
  /** Track of each label of the graph; empty for one that was removed. */
  readonly ids: readonly TrackId[];
  /** Tells a vector from another, by label. */
  readonly fingerprints: Uint32Array;
  readonly basis: Basis | undefined;
}

/** Why a file cannot be used; it is then built again. */
export class UnusableIndex extends Error {
  override readonly name = "UnusableIndex";
}

/** Writes a file beside the old one and then takes its place. */
export function writeIndexFile(path: string, description: IndexDescription, graph: Graph): void {
  const { fingerprints, basis, ...rest } = description;
  const text = new TextEncoder().encode(JSON.stringify({ ...rest, reduced: basis !== undefined }));
  const prefix = new Uint8Array(PREFIX_BYTES);
  prefix.set(new TextEncoder().encode(MAGIC));
  new DataView(prefix.buffer).setUint32(8, VERSION, true);
  new DataView(prefix.buffer).setUint32(12, text.length, true);
  const parts = [prefix, text, bytesOf(fingerprints)];
  if (basis !== undefined) parts.push(bytesOf(basis.mean), bytesOf(basis.components));
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.new`;
  writeFileSync(unfinished, Buffer.concat(parts));
  writeGraph(graph, unfinished, { start: parts.reduce((sum, part) => sum + part.length, 0) });
  const descriptor = openSync(unfinished, "r+");
  writeSync(descriptor, digestOf(unfinished), 0, 32, 16);
  closeSync(descriptor);
  renameSync(unfinished, path);
}

/**
 * What a file says, and where its graph begins.
 * @throws {UnusableIndex} Where it is not there, damaged, or of another version.
 */
export function readDescription(
  path: string,
): { readonly description: IndexDescription; readonly start: number } {
  const prefix = startOf(path, PREFIX_BYTES);
  if (new TextDecoder().decode(prefix.subarray(0, 8)) !== MAGIC) {
    throw new UnusableIndex("Cannot read index: the file does not begin as an index does");
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset);
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    throw new UnusableIndex(
      `Cannot read index: header says version ${version}, this program reads ${VERSION}`,
    );
  }
  if (!digestOf(path).equals(prefix.subarray(16, 48))) {
    throw new UnusableIndex("Cannot read index: its digest is that of other content");
  }
  return described(path, view.getUint32(12, true));
}

function described(path: string, textBytes: number) {
  const head = startOf(path, PREFIX_BYTES + textBytes).subarray(PREFIX_BYTES);
  const { reduced, ...rest } = JSON.parse(new TextDecoder().decode(head));
  const { dimensions, ids, settings }: IndexDescription = rest;
  const floats = reduced ? dimensions * (1 + settings.reducedTo) : 0;
  const start = PREFIX_BYTES + textBytes + 4 * (ids.length + floats);
  const numbers = startOf(path, start).slice(PREFIX_BYTES + textBytes).buffer;
  const fingerprints = new Uint32Array(numbers, 0, ids.length);
  const basis: Basis | undefined = reduced
    ? {
      mean: new Float32Array(numbers, 4 * ids.length, dimensions),
      components: new Float32Array(numbers, 4 * (ids.length + dimensions)),
    }
    : undefined;
  return { description: { ...rest, fingerprints, basis } as IndexDescription, start };
}

/** The first `count` bytes of a file. */
function startOf(path: string, count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  const descriptor = opened(path);
  const read = readSync(descriptor, bytes, 0, count, 0);
  closeSync(descriptor);
  if (read < count) throw new UnusableIndex("Cannot read index: the file ends too early");
  return bytes;
}

/** SHA-256 of what follows the prefix. */
function digestOf(path: string): Buffer {
  const hash = createHash("sha256");
  const chunk = new Uint8Array(CHUNK_BYTES);
  const descriptor = opened(path);
  let position = PREFIX_BYTES;
  for (let count = -1; count !== 0; position += count) {
    count = readSync(descriptor, chunk, 0, chunk.length, position);
    hash.update(chunk.subarray(0, count));
  }
  closeSync(descriptor);
  return hash.digest();
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (cause) {
    throw new UnusableIndex("Cannot read index: there is no such file", { cause });
  }
}

function bytesOf(numbers: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
