import { type Clause, EMPTY_QUERY, formatQuery, withClause } from "../../query/mod.ts";
import { labelDescriptorId, type LabelName, type LabelSet, SPLITS } from "../../domain/mod.ts";

/** Explore with one clause. */
export function exploreHref(clause: Clause): string {
  return `/explore?${formatQuery(withClause(EMPTY_QUERY, clause))}`;
}

/** Explore with the tracks in a set's split that it says are of that artist or album. */
export function nameInSplitHref(
  { id }: Pick<LabelSet, "id">,
  { by, name, withBad }: {
    readonly by: LabelName;
    readonly name: string;
    /** Whether those that are known to be bad are wanted too. */
    readonly withBad: boolean;
  },
): string {
  const missing = "exclude";
  const clauses: readonly Clause[] = [
    { kind: "named", set: id, by, names: [name], missing },
    { kind: "category", descriptor: labelDescriptorId(id, "split"), names: SPLITS, missing },
    ...(withBad ? [] : [{
      kind: "category" as const,
      descriptor: labelDescriptorId(id, "known_bad"),
      names: ["no"],
      missing: "include" as const,
    }]),
  ];
  return `/explore?${formatQuery(clauses.reduce(withClause, EMPTY_QUERY))}`;
}

/** Explore with the tracks that a set gives all of these labels. */
export function labelHref(set: Pick<LabelSet, "id">, names: readonly string[]): string {
  const mode = names.length > 1 ? "all" : "any";
  return exploreHref({
    kind: "label",
    set: set.id,
    exclude: false,
    mode,
    names,
    missing: "exclude",
  });
}

/** Explore with the tracks that a set gives any label. */
export function anyLabelHref({ id, classes }: Pick<LabelSet, "id" | "classes">): string {
  return exploreHref({
    kind: "label",
    set: id,
    exclude: false,
    mode: "any",
    names: classes,
    missing: "exclude",
  });
}

/** Explore with the tracks that a set says nothing of. */
export function unlabelledHref(set: Pick<LabelSet, "id">): string {
  return exploreHref({
    kind: "label",
    set: set.id,
    exclude: false,
    mode: "any",
    names: [],
    missing: "only",
  });
}
