import { labelDescriptorId } from "../../domain/mod.ts";
import { type LabelClause, withClause, withoutClause } from "../../query/mod.ts";
import { query, setQuery } from "../../linked/mod.ts";

/** Which clause of a label set is meant: the one that asks for labels, or the one that leaves them out. */
export interface LabelSide {
  readonly set: string;
  readonly exclude: boolean;
}

/** The parameter of a clause. */
export function labelClauseId({ set, exclude }: LabelSide): string {
  return `${exclude ? "not." : ""}${labelDescriptorId(set)}`;
}

/** Asks for a label, or leaves it out; once more, takes that back. */
export function toggleLabel(side: LabelSide, name: string): void {
  const old = labelsAsked(side);
  const names = old.names.includes(name)
    ? old.names.filter((other) => other !== name)
    : [...old.names, name];
  askForLabels({ ...old, names, missing: old.missing === "only" ? "exclude" : old.missing });
}

/** Asks for that of a label set; a clause that asks for nothing goes. */
export function askForLabels(clause: LabelClause): void {
  const asks = clause.names.length > 0 || clause.missing === "only";
  const before = query.peek();
  setQuery(asks ? withClause(before, clause) : withoutClause(before, labelClauseId(clause)));
}

/** What is asked of a label set now. */
export function labelsAsked({ set, exclude }: LabelSide): LabelClause {
  const clause = query.peek().clauses[labelClauseId({ set, exclude })];
  if (clause?.kind === "label") return clause;
  return { kind: "label", set, exclude, mode: "any", names: [], missing: "exclude" };
}
