import { sampled, seeded } from "../../domain/mod.ts";
import { type Desk, inWorker } from "../../work/mod.ts";
import { rawVector } from "../exact.ts";
import { rowsWithVector } from "../_rows.ts";
import { VectorTable } from "../vector_table.ts";
import type { TableState } from "./_table_file.ts";
import type { VectorSource } from "./source.ts";
import type { TableCalls } from "./worker.ts";

const WORKER = new URL("./worker.ts", import.meta.url);

/** Numbers (rows times dimensions) up to which a store is read as fast as a file: 16 MB. */
export const KEPT_ABOVE = 4_000_000;
/** Beyond this share of changes, and of rows that are of no track any more, all is read from the source. */
const MOST_CHANGED = 0.1;
/** A file that lacks so many changes is written again. */
const WORTH_WRITING = 1_000;
/** Vectors of a file that are held against their source: one from another store is found out. */
const COMPARED = 32;
/** Of a vector that was brought to unit length and back. */
const ROUNDING = 1e-5;

/** A table from a file. */
export interface KeptTable {
  readonly table: VectorTable;
  /** Whether the file says nearly all of it. */
  readonly current: boolean;
}

/**
 * The table in a file, with what has changed since read from its source; undefined where the file cannot
 * be used, is of other vectors, or lacks too many.
 *
 * @param options.reduction See {@linkcode TableState}.
 * @param options.place Enters vectors of the source into the table.
 */
export async function readKeptTable(
  source: VectorSource,
  { path, reduction, place }: {
    readonly path: string;
    readonly reduction: string;
    place(table: VectorTable, id: string, vector: Float32Array | undefined): void;
  },
): Promise<KeptTable | undefined> {
  const read = await inWorker<TableCalls, "read">(WORKER, { name: "read", request: { path } })
    .catch(() => undefined);
  if (read?.state.reduction !== reduction) return undefined;
  const changed = await source.changedSince?.(read.state.revision);
  const most = MOST_CHANGED * source.count;
  if (changed === undefined || changed.length > most) return undefined;
  const table = VectorTable.from(read.vectors);
  if (table.length - table.count > most) return undefined;
  const vectors = await source.read(changed);
  for (const [i, id] of changed.entries()) place(table, id, vectors[i]);
  const same = table.count === source.count && await holdsVectorsOf(source, table, reduction);
  return same ? { table, current: changed.length < WORTH_WRITING } : undefined;
}

/** Keeps a table in a file, in the background; one that cannot be written is read from its source again. */
export async function writeKeptTable(
  table: VectorTable,
  { path, space, state, desk }: {
    readonly path: string;
    readonly space: string;
    readonly state: TableState;
    readonly desk: Desk | undefined;
  },
): Promise<void> {
  const request = { path, vectors: table.share(), state };
  const write = (signal?: AbortSignal) =>
    inWorker<TableCalls, "write">(WORKER, { name: "write", request, signal });
  await (desk
    ? desk.begin({
      kind: "vectors",
      id: space,
      priority: "asked",
      run: ({ signal }) => write(signal),
    })
    : write());
}

async function holdsVectorsOf(
  source: VectorSource,
  table: VectorTable,
  reduction: string,
): Promise<boolean> {
  const rows = Array.from(
    sampled(rowsWithVector(table), { count: COMPARED, random: seeded(1) }),
  );
  const vectors = await source.read(rows.map((row) => table.ids[row]!));
  return rows.every((row, i) => {
    const right = vectors[i];
    if (right === undefined) return false;
    if (reduction !== "") return isNear(table.norms[row]!, Math.hypot(...right));
    const found = rawVector(table, row);
    return right.length === found.length && right.every((x, j) => isNear(found[j]!, x));
  });
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(b));
}
