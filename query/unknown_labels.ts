import { labelNamed, type LabelSet } from "../domain/mod.ts";
import type { Problem } from "./_reading.ts";
import type { Clause } from "./clause.ts";
import type { Query } from "./query.ts";

/**
 * Label sets that a query asks about, and labels that it asks for, which a collection does not have.
 *
 * @param options.sets The sets that it has
 * @param options.params The query as it was written
 */
export function unknownLabels(
  { clauses }: Query,
  { sets, params }: {
    readonly sets: readonly LabelSet[];
    readonly params: URLSearchParams;
  },
): Problem[] {
  return Object.entries(clauses).flatMap(([parameter, clause]) => {
    const id = setOf(clause);
    if (id === undefined) return [];
    const set = sets.find((set) => set.id === id);
    if (!set) {
      const there = sets.map(({ id }) => id).join(", ");
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
