import { signal, useComputed } from "@preact/signals";
import {
  type Clause,
  type ClauseId,
  EMPTY_QUERY,
  type Problem,
  type Query,
  withClause,
  withoutClause,
} from "../query/mod.ts";
import type { Range } from "./_brush.ts";
import { numberNow } from "./_columns.ts";
import { DEFAULT_VIEW, type View } from "./_view.ts";

/** What is wanted. */
export const query = signal<Query>(EMPTY_QUERY);
/** How it is shown. */
export const view = signal<View>(DEFAULT_VIEW);
/** What could not be read of the address. */
export const problems = signal<readonly Problem[]>([]);

/** The clause of a parameter. What uses it is drawn anew only when this one clause changes. */
export function useClause(id: ClauseId): Clause | undefined {
  return useComputed(() => query.value.clauses[id]).value;
}

/** The range of a descriptor as the query has it; open where nothing is asked. */
export function rangeOf(id: string): Range {
  const clause = query.value.clauses[id];
  if (clause?.kind !== "number") return {};
  const { min, max } = clause;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/**
 * The query with another range of a descriptor. Without bounds the clause goes, unless it asks for
 * missing values. Bounds at the ends of the descriptor's range are open.
 */
export function withRange(before: Query, range: Range & { readonly id: string }): Query {
  const { id } = range;
  const [low, high] = numberNow(id).range;
  const min = range.min !== undefined && range.min > low ? range.min : undefined;
  const max = range.max !== undefined && range.max < high ? range.max : undefined;
  const old = before.clauses[id];
  const kept = old?.kind === "number" ? old : undefined;
  if (min === undefined && max === undefined) return withoutClause(before, id);
  return withClause(before, {
    kind: "number",
    descriptor: id,
    octaves: kept?.octaves ?? false,
    missing: kept?.missing === "include" ? "include" : "exclude",
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  });
}
