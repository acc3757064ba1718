/**
 * Compares queries with all rows of a table, so that the thread that answers requests need not.
 *
 * @module
 */
import { serve, Transferred } from "../../work/mod.ts";
import { VectorRows } from "../_vector_rows.ts";
import type { CosineCalls } from "./_messages.ts";

let open: VectorRows | undefined;

serve<CosineCalls>({
  dots({ memory, dimensions, rows, queries }) {
    open ??= new VectorRows(dimensions, memory);
    const found = queries.map(() => new Float32Array(rows));
    open.dots(queries, {
      to: rows,
      each: (query, from, products) => found[query]!.set(products, from),
    });
    return new Transferred(found, found.map(({ buffer }) => buffer));
  },
});
