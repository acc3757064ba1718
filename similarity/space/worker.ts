/**
 * Reads and writes files of vectors, while the thread that asked goes on.
 *
 * @module
 */
import { serve, unlessUnusable } from "../../work/mod.ts";
import type { SharedVectors } from "../vector_table.ts";
import { readTableFile, type TableState, writeTableFile } from "./_table_file.ts";

/** What the worker does. */
export type TableCalls = {
  readonly read: {
    readonly request: { readonly path: string };
    /** Undefined where the file cannot be used. */
    readonly result:
      | { readonly vectors: SharedVectors; readonly state: TableState }
      | undefined;
  };
  readonly write: {
    readonly request: {
      readonly path: string;
      readonly vectors: SharedVectors;
      readonly state: TableState;
    };
    readonly result: void;
  };
};

serve<TableCalls>({
  read: ({ path }) => unlessUnusable(() => readTableFile(path)),
  write: ({ path, vectors, state }) => writeTableFile(path, vectors, state),
});
