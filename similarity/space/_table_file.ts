import type { TrackId } from "../../domain/mod.ts";
import { type FileKind, readKeptHead, readKeptInto, writeKeptFile } from "../../work/mod.ts";
import { type SharedVectors, VectorTable } from "../vector_table.ts";

const TABLE_FILE: FileKind = { name: "vectors", magic: "FONOVECT", version: 1 };

/** What tells what the vectors of a file are. */
export interface TableState {
  /** Of their source, when the vectors were these; see `VectorSource.changedSince`. */
  readonly revision: string;
  /** Digest of what they were reduced by; empty where they are whole. */
  readonly reduction: string;
}

interface Description extends TableState {
  readonly dimensions: number;
  readonly ids: readonly TrackId[];
}

/** Writes a table beside the old file, which then gives way. */
export function writeTableFile(path: string, vectors: SharedVectors, state: TableState): void {
  const table = VectorTable.from(vectors);
  const description: Description = {
    ...state,
    dimensions: table.dimensions,
    ids: table.ids,
  };
  writeKeptFile(path, TABLE_FILE, { description, numbers: [table.norms, table.data] });
}

/**
 * The table in a file, in memory of its own.
 * @throws {UnusableFile} Where it is not there, damaged, or of another version.
 */
export function readTableFile(
  path: string,
): { readonly vectors: SharedVectors; readonly state: TableState } {
  const { description, start } = readKeptHead(path, TABLE_FILE);
  const { dimensions, ids, revision, reduction } = description as Description;
  const norms = new Float32Array(ids.length);
  readKeptInto(path, TABLE_FILE, { start, into: new Uint8Array(norms.buffer) });
  const table = new VectorTable(dimensions, { capacity: ids.length });
  const data = table.rows.data(ids.length);
  readKeptInto(path, TABLE_FILE, {
    start: start + norms.byteLength,
    into: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  });
  return {
    vectors: {
      memory: table.rows.memory,
      dimensions,
      ids,
      norms,
      present: Uint8Array.from(norms, (norm) => Number(norm > 0)),
    },
    state: { revision, reduction },
  };
}
