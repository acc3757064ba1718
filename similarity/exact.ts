import type { TrackId } from "../domain/mod.ts";
import { Largest } from "./largest.ts";
import { normOf, type VectorTable } from "./vector_table.ts";

/** How like two vectors are: the cosine of their angle, or their dot product, which favours long ones. */
export type Metric = "cosine" | "dot";

/** A track near a query. */
export interface Neighbour {
  readonly row: number;
  readonly id: TrackId;
  /** Cosine in [-1, 1], or dot product. */
  readonly similarity: number;
}

/** Which neighbours are asked for. */
export interface Search {
  readonly k: number;
  /** Default: `cosine`. */
  readonly metric?: Metric;
  /** Rows that may be found, 1 each, shape `(n,)`. Default: all. */
  readonly mask?: Uint8Array | undefined;
  /** A row never to be found, such as the query's own. */
  readonly except?: number | undefined;
  /** Cosines with the query where they are known already, as {@linkcode cosinesTo} gives them. */
  readonly cosines?: Float32Array | undefined;
}

/** No single-precision cosine of up to 16,384 dimensions is off by more. */
const ROUNDING = 2e-5;

/**
 * The `k` rows most similar to a vector, best first, by search through all. Equal similarities are in
 * row order. Fewer than `k` where the table has fewer; none where the query has no direction (zeros,
 * NaN). Candidates are found in single precision, and compared in double.
 *
 * @param query Shape `(dimensions,)`.
 */
export function exactNeighbours(
  table: VectorTable,
  query: ArrayLike<number>,
  search: Search,
): Neighbour[] {
  const unit = unitOf(query);
  const { k, metric = "cosine" } = search;
  if (unit === undefined || k < 1) return [];
  const cosines = search.cosines ?? cosinesTo(table, unit);
  const eligible = eligibleRows(table, search);
  const scale = metric === "cosine" ? undefined : table.norms;
  const best = new Largest(k);
  for (const row of eligible) best.offer((cosines[row]! - ROUNDING) * (scale?.[row] ?? 1));
  const floor = best.floor;
  const candidates = eligible.filter((row) =>
    (cosines[row]! + ROUNDING) * (scale?.[row] ?? 1) >= floor
  );
  return rankedBy(table, query, { rows: candidates, k, metric });
}

/** {@linkcode exactNeighbours} of a row of the table, itself left out. */
export function exactNeighboursOf(table: VectorTable, row: number, search: Search): Neighbour[] {
  if (table.present[row] !== 1) return [];
  return exactNeighbours(table, rawVector(table, row), { except: row, ...search });
}

/** The best `k` of the given rows, compared in double precision, best first, ties in row order. */
export function rankedBy(
  table: VectorTable,
  query: ArrayLike<number>,
  { rows, k, metric = "cosine" }: {
    readonly rows: ArrayLike<number>;
    readonly k: number;
    readonly metric?: Metric;
  },
): Neighbour[] {
  const norm = normOf(query);
  return Array.from(rows, (row): Neighbour => {
    const cosine = cosineOf(query, table.unit(row));
    const similarity = metric === "cosine" ? cosine : cosine * norm * table.norms[row]!;
    return { row, id: table.ids[row]!, similarity };
  })
    .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
    .slice(0, k);
}

/**
 * Cosine of every row with a query in single precision, shape `(n,)`; NaN where the row has no
 * vector, or the query no direction.
 */
export function cosinesTo(table: VectorTable, query: ArrayLike<number>): Float32Array {
  const cosines = new Float32Array(table.length).fill(NaN);
  const unit = unitOf(query);
  if (unit === undefined) return cosines;
  table.rows.dots([unit], {
    to: table.length,
    each: (_, from, products) => cosines.set(products, from),
  });
  const { present } = table;
  for (let row = 0; row < cosines.length; row++) if (present[row] === 0) cosines[row] = NaN;
  return cosines;
}

/** Cosine of the angle between two vectors, in [-1, 1]; exactly 1 for equal ones, NaN without angle. */
export function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!;
    squareA += a[i]! * a[i]!;
    squareB += b[i]! * b[i]!;
  }
  return Math.max(-1, Math.min(1, product / Math.sqrt(squareA * squareB)));
}

/** The vector of a row as it was given, to single precision. */
export function rawVector(table: VectorTable, row: number): Float32Array {
  const norm = table.norms[row]!;
  return table.unit(row).map((x) => x * norm);
}

function eligibleRows(table: VectorTable, { mask, except }: Search): Uint32Array {
  const { present } = table;
  const rows = new Uint32Array(table.count);
  let count = 0;
  for (let row = 0; row < present.length; row++) {
    if (present[row] === 1 && row !== except && mask?.[row] !== 0) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** The vector at unit length; undefined where it has no direction (zeros, NaN). */
export function unitOf(vector: ArrayLike<number>): Float32Array | undefined {
  const norm = normOf(vector);
  return norm > 0 && Number.isFinite(norm) ? Float32Array.from(vector, (x) => x / norm) : undefined;
}
