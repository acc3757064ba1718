import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { TrackId } from "../domain/mod.ts";
import type { VectorTable } from "../similarity/mod.ts";
import type { ProjectedMap } from "./projected_map.ts";

const MAGIC = "FONOMAPS";
const VERSION = 1;
/** Magic, version, length of the description, SHA-256 of all that follows. */
const PREFIX_BYTES = 8 + 4 + 4 + 32;

/** A map from a file. */
export interface KeptMap {
  readonly map: ProjectedMap;
  /** Whether it is of the very vectors that the table holds now. */
  readonly current: boolean;
}

/** Keeps a map of a table in a file. */
export async function writeMap(path: string, map: ProjectedMap, table: VectorTable): Promise<void> {
  const { coordinates, ...rest } = map;
  const description = JSON.stringify({ ...rest, vectors: digestOfVectors(table) });
  const text = new TextEncoder().encode(description);
  const numbers = new Uint8Array(
    coordinates.buffer,
    coordinates.byteOffset,
    coordinates.byteLength,
  );
  const prefix = new Uint8Array(PREFIX_BYTES);
  prefix.set(new TextEncoder().encode(MAGIC));
  new DataView(prefix.buffer).setUint32(8, VERSION, true);
  new DataView(prefix.buffer).setUint32(12, text.length, true);
  prefix.set(createHash("sha256").update(text).update(numbers).digest(), 16);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, Buffer.concat([prefix, text, numbers]));
  await rename(`${path}.new`, path);
}

/**
 * The map in a file; undefined where there is none, or it is damaged or of another version, and has to
 * be made again. A map that is not current still says where the tracks it knows lie.
 */
export async function readMap(path: string, table: VectorTable): Promise<KeptMap | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined || bytes.length < PREFIX_BYTES) return undefined;
  const known = bytes.toString("latin1", 0, 8) === MAGIC && bytes.readUInt32LE(8) === VERSION;
  const content = bytes.subarray(PREFIX_BYTES);
  const digest = createHash("sha256").update(content).digest();
  if (!known || !digest.equals(bytes.subarray(16, PREFIX_BYTES))) return undefined;
  const textBytes = bytes.readUInt32LE(12);
  const { vectors, ...rest } = JSON.parse(content.toString("utf8", 0, textBytes), missingAsNaN);
  const coordinates = new Float32Array(Uint8Array.from(content.subarray(textBytes)).buffer);
  return { map: { ...rest, coordinates }, current: vectors === digestOfVectors(table) };
}

/** JSON has no NaN, and writes null. */
function missingAsNaN(_key: string, value: unknown): unknown {
  return value === null ? NaN : value;
}

/** Tells tables apart by their tracks and the norms of their vectors. */
export function digestOfVectors(table: VectorTable): string {
  const ids: readonly TrackId[] = table.ids;
  return createHash("sha256")
    .update(JSON.stringify([table.dimensions, ids]))
    .update(Uint8Array.from(new Uint8Array(table.norms.slice().buffer)))
    .digest("hex");
}
