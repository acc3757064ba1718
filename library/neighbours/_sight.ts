import type { Space } from "../../domain/mod.ts";
import type { View } from "../../similarity/mod.ts";
import type { Library } from "../library.ts";
import { columnRowsOf } from "./_column_rows.ts";
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
  const vector = await subject.vectorIn(space, library.spaces);
  const own = subject.id === undefined ? undefined : space.table.rowOf(subject.id);
  const columnRow = columnRowsOf(space.table, library.collection);
  return { space, view: await space.look(vector, own), columnRow };
}
