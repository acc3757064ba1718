import type { Columns } from "../domain/mod.ts";
import type { Sources } from "./evaluate.ts";
import { keepRows, orderRows } from "./order.ts";
import type { Query } from "./query.ts";
import { createSelection } from "./selection.ts";

/** The rows that match a query, in its order. */
export function selectRows(
  columns: Columns,
  query: Query,
  options: { readonly sources?: Sources } = {},
): Uint32Array {
  const selection = createSelection(columns, options);
  selection.setQuery(query);
  return keepRows(orderRows(columns, query), selection.mask);
}
