/**
 * Files of what takes long to work out, kept beside a store. They begin with eight letters, a version,
 * the length of a description and the SHA-256 of all that follows: the description as JSON, numbers,
 * and whatever else the kind of file has. What cannot be used is worked out again.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** One kind of file. */
export interface FileKind {
  /** What it is called in messages, such as `index`. */
  readonly name: string;
  /** Its first eight letters. */
  readonly magic: string;
  readonly version: number;
}

type Numbers = Float16Array | Float32Array | Float64Array | Uint32Array;

/** What a file holds. */
export interface FileContent {
  /** Anything that JSON can say, and NaN; null is read as NaN. */
  readonly description: unknown;
  readonly numbers: readonly Numbers[];
}

/** What was found at the head of a file. */
export interface FileHead {
  readonly description: unknown;
  /** Where the numbers begin, in bytes. */
  readonly start: number;
}

/** Why a file cannot be used. */
export class UnusableFile extends Error {
  override readonly name = "UnusableFile";
}

/** What is read of a file; undefined where it cannot be used. */
export function unlessUnusable<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnusableFile) return undefined;
    throw error;
  }
}

const PREFIX_BYTES = 8 + 4 + 4 + 32;
const DIGEST_AT = 16;
const CHUNK_BYTES = 1 << 22;
const UNFINISHED = ".new";
/** Nobody writes on into a file that has not grown for so long, ms. */
const FORSAKEN_AFTER = 3_600_000;

/** Writes a file beside the old one, which then gives way. */
export function writeKeptFile(path: string, kind: FileKind, content: FileContent): void {
  const { unfinished } = startKeptFile(path, kind, content);
  finishKeptFile(path, unfinished);
}

/**
 * Writes all but the digest, to be followed by more and by {@linkcode finishKeptFile}. Its name is its own:
 * another program may be writing the same file, and who ends last is kept.
 */
export function startKeptFile(
  path: string,
  { magic, version }: FileKind,
  { description, numbers }: FileContent,
): { readonly unfinished: string; readonly end: number } {
  const text = new TextEncoder().encode(JSON.stringify(description));
  const prefix = new Uint8Array(PREFIX_BYTES);
  prefix.set(new TextEncoder().encode(magic));
  const view = new DataView(prefix.buffer);
  view.setUint32(8, version, true);
  view.setUint32(12, text.length, true);
  const parts = [
    prefix,
    text,
    ...numbers.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)),
  ];
  mkdirSync(dirname(path), { recursive: true });
  removeForsaken(path);
  const unfinished = `${path}.${randomUUID().slice(0, 8)}${UNFINISHED}`;
  const descriptor = openSync(unfinished, "w");
  try {
    for (const part of parts) writeAll(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
  return { unfinished, end: parts.reduce((sum, part) => sum + part.length, 0) };
}

/** Removes what programs have left that ended while they wrote this file. */
function removeForsaken(path: string): void {
  const start = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(start) || !name.endsWith(UNFINISHED)) continue;
    const other = join(dirname(path), name);
    const { mtimeMs } = statSync(other, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (Date.now() - mtimeMs > FORSAKEN_AFTER) rmSync(other, { force: true });
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(descriptor, bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
  }
}

/** Enters the digest and puts the file in its place. */
export function finishKeptFile(path: string, unfinished: string): void {
  const descriptor = openSync(unfinished, "r+");
  try {
    writeSync(descriptor, digestOf(descriptor), 0, 32, DIGEST_AT);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, path);
}

/**
 * The description in a file, and where its numbers begin.
 * @throws {UnusableFile} Where it is not there, damaged, or of another version.
 */
export function readKeptHead(path: string, { name, magic, version }: FileKind): FileHead {
  return withFile(path, name, (descriptor) => {
    const prefix = read(descriptor, { count: PREFIX_BYTES, at: 0 }, name);
    if (new TextDecoder().decode(prefix.subarray(0, 8)) !== magic) {
      throw new UnusableFile(`Cannot read ${name}: the file does not begin as one does`);
    }
    const view = new DataView(prefix.buffer);
    const found = view.getUint32(8, true);
    if (found !== version) {
      throw new UnusableFile(
        `Cannot read ${name}: header says version ${found}, this program reads ${version}`,
      );
    }
    if (!digestOf(descriptor).equals(prefix.subarray(DIGEST_AT, PREFIX_BYTES))) {
      throw new UnusableFile(`Cannot read ${name}: its digest is that of other content`);
    }
    const count = view.getUint32(12, true);
    const text = read(descriptor, { count, at: PREFIX_BYTES }, name);
    const description: unknown = JSON.parse(new TextDecoder().decode(text), missingAsNaN);
    return { description, start: PREFIX_BYTES + count };
  });
}

/**
 * Bytes of a file whose head was read, copied; to its end where no `count` is given.
 * @throws {UnusableFile} Where the file ends before.
 */
export function readKeptBytes(
  path: string,
  { name }: FileKind,
  { start, count }: { readonly start: number; readonly count?: number },
): ArrayBuffer {
  return withFile(path, name, (descriptor) => {
    const wanted = count ?? fstatSync(descriptor).size - start;
    return read(descriptor, { count: wanted, at: start }, name).buffer;
  });
}

/**
 * Bytes of a file whose head was read, into memory that is there already.
 * @throws {UnusableFile} Where the file ends before the memory is full.
 */
export function readKeptInto(
  path: string,
  { name }: FileKind,
  { start, into }: { readonly start: number; readonly into: Uint8Array },
): void {
  withFile(path, name, (descriptor) => fill(descriptor, { into, at: start }, name));
}

function withFile<T>(path: string, name: string, run: (descriptor: number) => T): T {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (cause) {
    throw new UnusableFile(`Cannot read ${name}: there is no such file`, { cause });
  }
  try {
    return run(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function read(
  descriptor: number,
  { count, at }: { readonly count: number; readonly at: number },
  name: string,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  fill(descriptor, { into: bytes, at }, name);
  return bytes;
}

function fill(
  descriptor: number,
  { into, at }: { readonly into: Uint8Array; readonly at: number },
  name: string,
): void {
  for (let done = 0; done < into.length;) {
    const wanted = Math.min(CHUNK_BYTES, into.length - done);
    const count = readSync(descriptor, into, done, wanted, at + done);
    if (count === 0) throw new UnusableFile(`Cannot read ${name}: the file ends too early`);
    done += count;
  }
}

/** JSON has no NaN, and writes null. */
function missingAsNaN(_key: string, value: unknown): unknown {
  return value === null ? NaN : value;
}

/** SHA-256 of what follows the prefix. */
function digestOf(descriptor: number): Buffer {
  const hash = createHash("sha256");
  const chunk = new Uint8Array(CHUNK_BYTES);
  let position = PREFIX_BYTES;
  for (let count = -1; count !== 0; position += count) {
    count = readSync(descriptor, chunk, 0, chunk.length, position);
    hash.update(chunk.subarray(0, count));
  }
  return hash.digest();
}
