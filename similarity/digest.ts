import { createHash } from "node:crypto";
import { rowsWithVector } from "./_rows.ts";
import type { VectorTable } from "./vector_table.ts";

const KNOWN = new WeakMap<VectorTable, { readonly version: number; readonly digest: string }>();

/**
 * Tells tables apart by their tracks and the norms of their vectors, in whatever order these came. It is
 * worked out once after each change.
 */
export function digestOfVectors(table: VectorTable): string {
  const known = KNOWN.get(table);
  if (known?.version === table.version) return known.digest;
  const { ids, norms, version } = table;
  const rows = Array.from(rowsWithVector(table))
    .sort((a, b) => ids[a]! < ids[b]! ? -1 : Number(ids[a] !== ids[b]));
  const digest = createHash("sha256")
    .update(JSON.stringify([table.dimensions, rows.map((row) => ids[row]!)]))
    .update(new Uint8Array(Float32Array.from(rows, (row) => norms[row]!).buffer))
    .digest("hex");
  KNOWN.set(table, { version, digest });
  return digest;
}

/** Tells a vector from another of the same track: FNV-1a over the bits of some of its numbers. */
export function fingerprintOf(unit: Float32Array): number {
  const some = unit.slice(0, 32);
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(some.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
