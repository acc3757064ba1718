import { othersTurn } from "../domain/mod.ts";
import { Largest } from "./largest.ts";
import { type Groups, together } from "./masks.ts";
import { rowsWithVector } from "./_rows.ts";
import { cosineOf } from "./exact.ts";
import { mutualProximityDistance, type Profile } from "./mutual_proximity.ts";
import type { VectorTable } from "./vector_table.ts";

/** Neighbour lists of many rows. */
export interface Neighbourhoods {
  readonly k: number;
  /** The rows whose neighbours these are, shape `(q,)`. */
  readonly queries: Uint32Array;
  /** Neighbours of each query, best first, shape `(q, k)`; -1 where there are fewer than `k`. */
  readonly rows: Int32Array;
  /** Their cosines, shape `(q, k)`; NaN where there are fewer. */
  readonly cosines: Float32Array;
}

/** Which neighbour lists are asked for. */
export interface NeighbourhoodSearch {
  readonly k: number;
  /** Default: every row with a vector. */
  readonly queries?: ArrayLike<number> | undefined;
  /** Rows that are in a group of the query's are left out. */
  readonly apart?: readonly Groups[] | undefined;
  /** Rank by mutual proximity instead of by cosine: the profile of each row that has a vector. */
  readonly mutual?: readonly (Profile | undefined)[] | undefined;
  /** Called with the number of lists done. */
  progress?(done: number): void;
}

const BLOCK = 64;
const ROUNDING = 2e-5;

/** Exact neighbours of many rows at once, the row itself left out, ties in row order. */
export function neighbourhoodsOf(table: VectorTable, search: NeighbourhoodSearch): Neighbourhoods {
  const { k } = search;
  const queries = Uint32Array.from(search.queries ?? rowsWithVector(table));
  const rows = new Int32Array(queries.length * k).fill(-1);
  const cosines = new Float32Array(queries.length * k).fill(NaN);
  const products = Array.from(
    { length: Math.min(BLOCK, queries.length) },
    () => new Float32Array(table.length),
  );
  for (let start = 0; start < queries.length; start += BLOCK) {
    const block = queries.subarray(start, start + BLOCK);
    table.rows.dots(Array.from(block, (row) => table.unit(row)), {
      to: table.length,
      each: (query, from, part) => products[query]!.set(part, from),
    });
    block.forEach((query, index) => {
      const list = listOf(table, query, { ...search, products: products[index]! });
      rows.set(list.rows, (start + index) * k);
      cosines.set(list.cosines, (start + index) * k);
    });
    search.progress?.(start + block.length);
  }
  return { k, queries, rows, cosines };
}

/** Lists between two turns of others at most. */
const SLICE = 32;
/** Products between two turns of others: 15 ms for EffNet's vectors. */
const SLICE_PRODUCTS = 70_000;

/**
 * {@linkcode neighbourhoodsOf} every row, in slices between which others get their turn.
 *
 * @param search `signal`: ends the search by throwing its reason.
 */
export async function neighbourhoodsInSlices(
  table: VectorTable,
  { k, progress, signal }: Pick<NeighbourhoodSearch, "k" | "progress"> & {
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Neighbourhoods> {
  const queries = rowsWithVector(table);
  const rows = new Int32Array(queries.length * k).fill(-1);
  const cosines = new Float32Array(queries.length * k).fill(NaN);
  const most = Math.min(SLICE, Math.max(1, Math.floor(SLICE_PRODUCTS / table.length)));
  for (let from = 0; from < queries.length; from += most) {
    const slice = queries.subarray(from, from + most);
    const found = neighbourhoodsOf(table, { k, queries: slice });
    rows.set(found.rows, from * k);
    cosines.set(found.cosines, from * k);
    progress?.(from + slice.length);
    await othersTurn();
    signal?.throwIfAborted();
  }
  return { k, queries, rows, cosines };
}

/** The part of a list that is there: neighbours of query number `index`, best first. */
export function neighbourRows({ rows, k }: Neighbourhoods, index: number): Int32Array {
  const list = rows.subarray(index * k, (index + 1) * k);
  const end = list.indexOf(-1);
  return end < 0 ? list : list.subarray(0, end);
}

function listOf(
  table: VectorTable,
  query: number,
  { k, products, apart = [], mutual }: NeighbourhoodSearch & { readonly products: Float32Array },
): { readonly rows: number[]; readonly cosines: number[] } {
  if (table.present[query] !== 1) return { rows: [], cosines: [] };
  const rows = rowsApart(table, query, apart);
  const scores = mutual === undefined ? products : products.slice();
  if (mutual !== undefined) {
    for (const row of rows) {
      scores[row] = -mutualProximityDistance(mutual[query]!, mutual[row]!, 1 - products[row]!);
    }
  }
  const best = new Largest(k);
  for (const row of rows) best.offer(scores[row]!);
  const floor = best.floor - (mutual === undefined ? 2 * ROUNDING : 0);
  const candidates = rows.filter((row) => scores[row]! >= floor);
  const unit = table.unit(query);
  const ranked = candidates.map((row) => {
    const cosine = cosineOf(unit, table.unit(row));
    return { row, cosine, score: mutual === undefined ? cosine : scores[row]! };
  }).sort((a, b) => b.score - a.score || b.cosine - a.cosine || a.row - b.row).slice(0, k);
  return { rows: ranked.map(({ row }) => row), cosines: ranked.map(({ cosine }) => cosine) };
}

function rowsApart(
  { length, present }: VectorTable,
  query: number,
  groups: readonly Groups[],
): number[] {
  const rows: number[] = [];
  const isNear = groups.map((group) => together(group, query));
  for (let row = 0; row < length; row++) {
    if (present[row] !== 1 || row === query) continue;
    if (isNear.some((test) => test(row))) continue;
    rows.push(row);
  }
  return rows;
}
