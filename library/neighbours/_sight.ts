import type { Collection } from "../../collection/mod.ts";
import type { Space } from "../../domain/mod.ts";
import type { VectorTable, View } from "../../similarity/mod.ts";
import type { Library } from "../library.ts";
import type { OpenSpace } from "./spaces.ts";
import type { Subject } from "./subject.ts";

/** A subject as it is seen in one space. */
export interface Sight {
  readonly space: OpenSpace;
  readonly view: View;
  /** Row of the columns that each row of the space is; -1 for one that has left. */
  readonly columnRow: Int32Array;
}

/** Looks from a subject at one space; `undefined` where no track has a vector in it. */
export async function sightOf(
  library: Library,
  { subject, space: name }: { readonly subject: Subject; readonly space: Space },
): Promise<Sight | undefined> {
  const space = await library.spaces.get(name);
  if (!space) return undefined;
  const vector = await subject.vectorIn(space);
  const own = subject.id === undefined ? undefined : space.table.rowOf(subject.id);
  const columnRow = columnRowsOf(space.table, library.collection);
  return { space, view: await space.look(vector, own), columnRow };
}

interface KeptRows {
  readonly version: number;
  readonly rows: Int32Array;
}

const KEPT = new WeakMap<VectorTable, KeptRows>();

/** The rows of the columns, worked out once while the collection stays the same. */
function columnRowsOf(table: VectorTable, collection: Collection): Int32Array {
  const { version } = collection;
  const kept = KEPT.get(table);
  if (kept?.version === version && kept.rows.length === table.length) return kept.rows;
  const rows = Int32Array.from(table.ids, (id) => collection.row(id) ?? -1);
  KEPT.set(table, { version, rows });
  return rows;
}
