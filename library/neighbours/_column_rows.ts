import type { Collection } from "../../collection/mod.ts";
import type { VectorTable } from "../../similarity/mod.ts";

interface KeptRows {
  readonly version: number;
  readonly rows: Int32Array;
}

const KEPT = new WeakMap<VectorTable, KeptRows>();

/**
 * The row of the columns that each row of a table is, -1 for one that has left; worked out once while
 * the collection stays the same.
 */
export function columnRowsOf(table: VectorTable, collection: Collection): Int32Array {
  const { version } = collection;
  const kept = KEPT.get(table);
  if (kept?.version === version && kept.rows.length === table.length) return kept.rows;
  const rows = Int32Array.from(table.ids, (id) => collection.row(id) ?? -1);
  KEPT.set(table, { version, rows });
  return rows;
}
