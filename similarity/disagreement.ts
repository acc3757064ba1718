import type { TrackId } from "../domain/mod.ts";
import type { Neighbourhoods } from "./neighbourhoods.ts";
import type { VectorTable } from "./vector_table.ts";

/** The neighbour lists of one space, and the table whose rows they name. */
export interface SpaceLists {
  readonly table: Pick<VectorTable, "ids" | "rowOf" | "length">;
  readonly lists: Neighbourhoods;
}

/** How differently two spaces see each track. */
export interface Disagreement {
  /** The tracks that have a list in both spaces. */
  readonly ids: readonly TrackId[];
  /** 1 less the share of neighbours in common, in [0, 1]; 0 for the same neighbours. Shape `(n,)`. */
  readonly values: Float32Array;
}

/**
 * How much the neighbour lists of each track differ in two spaces: 1 less their `overlapOf`, whatever
 * the order of the lists. NaN for a track that has no neighbour in either.
 */
export function disagreementOf(a: SpaceLists, b: SpaceLists): Disagreement {
  const inA = Int32Array.from(b.table.ids, (id) => a.table.rowOf(id) ?? -1);
  const listInB = new Int32Array(a.table.length).fill(-1);
  b.lists.queries.forEach((row, list) => {
    if (inA[row]! >= 0) listInB[inA[row]!] = list;
  });
  const ids: TrackId[] = [];
  const values: number[] = [];
  a.lists.queries.forEach((row, list) => {
    const other = listInB[row]!;
    if (other < 0) return;
    ids.push(a.table.ids[row]!);
    values.push(apart(listAt(a.lists, list), listAt(b.lists, other), inA));
  });
  return { ids, values: Float32Array.from(values) };
}

function listAt({ rows, k }: Neighbourhoods, list: number): Int32Array {
  return rows.subarray(list * k, (list + 1) * k);
}

function apart(a: Int32Array, b: Int32Array, inA: Int32Array): number {
  let [lengthA, lengthB, common] = [0, 0, 0];
  for (const row of a) if (row >= 0) lengthA++;
  for (const row of b) {
    if (row < 0) continue;
    lengthB++;
    if (inA[row]! >= 0 && a.includes(inA[row]!)) common++;
  }
  return 1 - common / Math.max(lengthA, lengthB);
}
