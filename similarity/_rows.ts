import type { VectorTable } from "./vector_table.ts";

/** The rows that have a vector, ascending. */
export function rowsWithVector(table: VectorTable): Uint32Array {
  const rows = new Uint32Array(table.count);
  let count = 0;
  table.present.forEach((present, row) => {
    if (present === 1) rows[count++] = row;
  });
  return rows;
}
