import { VectorRows } from "../_vector_rows.ts";
import type { VectorTable } from "../vector_table.ts";

/** Points in Euclidean space, with the SIMD loops over them. */
export interface Points {
  readonly rows: VectorRows;
  /** Rows of `rows`, with and without a point. */
  readonly length: number;
  readonly dimensions: number;
  /** Indices of the rows that are a point, ascending. */
  readonly there: Uint32Array;
  /** Squared length of each row, shape `(length,)`. */
  readonly squares: Float32Array;
}

/** The unit vectors of a table as points, without a copy: distances grow with the angle. */
export function pointsOfTable(table: VectorTable): Points {
  const there = Uint32Array.from(table.present.keys()).filter((row) => table.present[row] === 1);
  return {
    rows: table.rows,
    length: table.length,
    dimensions: table.dimensions,
    there,
    squares: Float32Array.from(table.present),
  };
}

/** Points copied from numbers of shape `(n, dimensions)`. */
export function pointsOf(numbers: Float32Array, dimensions: number): Points {
  const length = numbers.length / dimensions;
  const rows = new VectorRows(dimensions);
  rows.reserve(length);
  rows.data(length).set(numbers);
  const squares = new Float32Array(length);
  for (let row = 0, at = 0; row < length; row++) {
    let sum = 0;
    for (let j = 0; j < dimensions; j++, at++) sum += numbers[at]! ** 2;
    squares[row] = sum;
  }
  return { rows, length, dimensions, there: Uint32Array.from(squares.keys()), squares };
}

/** Some of the points, copied. */
export function somePoints(points: Points, rows: ArrayLike<number>): Points {
  const { dimensions } = points;
  const data = points.rows.data(points.length);
  const numbers = new Float32Array(rows.length * dimensions);
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i]! * dimensions;
    numbers.set(data.subarray(at, at + dimensions), i * dimensions);
  }
  return pointsOf(numbers, dimensions);
}

/** Squared distances of every row from some points, given to `each` a block of rows at a time. */
export function squaredDistances(
  points: Points,
  queries: readonly Float32Array[],
  each: (query: number, from: number, squared: Float32Array) => void,
): void {
  const own = queries.map(squareOf);
  points.rows.dots(queries, {
    to: points.length,
    each(query, from, products) {
      for (let i = 0; i < products.length; i++) {
        products[i] = Math.max(0, own[query]! + points.squares[from + i]! - 2 * products[i]!);
      }
      each(query, from, products);
    },
  });
}

/** One row, copied, so that it can be a query. */
export function pointAt({ rows, length, dimensions }: Points, row: number): Float32Array {
  return rows.data(length).slice(row * dimensions, (row + 1) * dimensions);
}

function squareOf(vector: Float32Array): number {
  let sum = 0;
  for (const x of vector) sum += x * x;
  return sum;
}
