import { createHash } from "node:crypto";
import type { VectorTable } from "./vector_table.ts";

/** Tells tables apart by their tracks and the norms of their vectors. */
export function digestOfVectors(table: VectorTable): string {
  return createHash("sha256")
    .update(JSON.stringify([table.dimensions, table.ids]))
    .update(Uint8Array.from(new Uint8Array(table.norms.slice().buffer)))
    .digest("hex");
}

/** Tells a vector from another of the same track: FNV-1a over the bits of some of its numbers. */
export function fingerprintOf(unit: Float32Array): number {
  const some = unit.slice(0, 32);
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(some.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
