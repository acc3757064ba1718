import { useComputed } from "@preact/signals";
import type { Clause, ClauseId } from "../query/mod.ts";
import { query } from "./history.ts";

/** The clause of a parameter. What uses it is drawn anew only when this one clause changes. */
export function useClause(id: ClauseId): Clause | undefined {
  return useComputed(() => query.value.clauses[id]).value;
}
