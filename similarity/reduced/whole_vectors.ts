import type { TrackId } from "../../domain/mod.ts";
import { cosineOf, type Neighbour, unitOf } from "../exact.ts";
import { VectorTable } from "../vector_table.ts";
import type { Reduction } from "./reduction.ts";

/** A track with its whole vector. */
export interface WholeVector {
  readonly id: TrackId;
  readonly vector: Float32Array;
}

/** The whole vectors of a table that holds reduced ones, where they are kept. */
export interface WholeVectors {
  readonly reduction: Reduction;
  /** Some of them, drawn with a seed, in memory. */
  readonly sample: VectorTable;
  /** The vectors of those tracks, in their order. */
  read(ids: readonly TrackId[]): Promise<readonly (Float32Array | undefined)[]>;
  /** All of them, one after the other. */
  all(): AsyncIterable<WholeVector>;
}

/** A query and a row of the table, compared in whole. */
export interface WholeComparison {
  readonly row: number;
  readonly cosine: number;
  readonly vector: Float32Array;
}

/** Reads the rows of a table whole and compares them with a query; rows without a vector are left out. */
export async function comparedWhole(
  table: VectorTable,
  query: ArrayLike<number>,
  { rows, whole }: { readonly rows: readonly number[]; readonly whole: WholeVectors },
): Promise<WholeComparison[]> {
  const vectors = await whole.read(rows.map((row) => table.ids[row]!));
  return rows.flatMap((row, i): WholeComparison[] => {
    const vector = vectors[i];
    return vector && table.present[row] === 1
      ? [{ row, cosine: cosineOf(query, vector), vector }]
      : [];
  });
}

const BATCH = 256;

type Listed = Omit<Neighbour, "row">;

/**
 * The `k` nearest of each query, best first, by comparing it with all vectors as they come by: exact,
 * to single precision, without having them in memory.
 *
 * @param queries Tracks with their whole vectors; each is left out of its own list.
 */
export async function streamedNeighbours(
  vectors: AsyncIterable<WholeVector>,
  queries: readonly WholeVector[],
  { k }: { readonly k: number },
): Promise<Listed[][]> {
  const lists: Listed[][] = queries.map(() => []);
  if (queries.length === 0) return lists;
  const units = queries.map(({ vector }) => unitOf(vector) ?? new Float32Array(vector.length));
  const batch = new VectorTable(units[0]!.length, { capacity: BATCH });
  const ids: TrackId[] = [];
  const compare = () => {
    batch.rows.dots(units, {
      to: ids.length,
      each(query, from, products) {
        for (let i = 0; i < products.length; i++) {
          const id = ids[from + i]!;
          if (batch.present[from + i] === 0 || id === queries[query]!.id) continue;
          enter(lists[query]!, { id, similarity: products[i]! }, k);
        }
      },
    });
    ids.length = 0;
  };
  for await (const { id, vector } of vectors) {
    batch.add(String(ids.push(id) - 1), vector);
    if (ids.length === BATCH) compare();
  }
  compare();
  return lists;
}

/** Enters a neighbour into a list of the `k` best. */
function enter(list: Listed[], neighbour: Listed, k: number): void {
  if (list.length === k && neighbour.similarity <= list[k - 1]!.similarity) return;
  if (list.length === k) list.pop();
  const after = list.findIndex(({ similarity }) => similarity < neighbour.similarity);
  list.splice(after < 0 ? list.length : after, 0, neighbour);
}
