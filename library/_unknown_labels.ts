import { type Columns, labelNamed } from "../domain/mod.ts";
import type { Clause, Problem, Query } from "../query/mod.ts";

/** Label sets that a query asks about, and labels that it asks for, which a collection does not have. */
export function unknownLabels(
  { clauses }: Query,
  { columns: { labels = {} }, params }: {
    readonly columns: Columns;
    readonly params: URLSearchParams;
  },
): Problem[] {
  return Object.entries(clauses).flatMap(([parameter, clause]) => {
    const id = setOf(clause);
    if (id === undefined) return [];
    const set = labels[id]?.set;
    if (!set) {
      const there = Object.keys(labels).join(", ");
      const reason = `there is no label set ${id}; ${
        there ? `there are ${there}` : "there is none"
      }`;
      return [{ parameter, value: params.get(parameter) ?? "", reason }];
    }
    const names = clause.kind === "label" && !clause.exclude ? clause.names : [];
    return names.filter((name) => !set.classes.includes(name))
      .map((value) => ({ parameter, value, reason: `${set.id} has no such label` }));
  });
}

function setOf(clause: Clause): string | undefined {
  if (clause.kind === "label" || clause.kind === "named") return clause.set;
  return clause.kind === "number" || clause.kind === "category"
    ? labelNamed(clause.descriptor)?.set
    : undefined;
}
