import { ACTIVATION_INFO, type ActivationSet } from "../../domain/mod.ts";
import {
  type ActivationClause,
  DEFAULT_THRESHOLD,
  type Query,
  withClause,
  withoutClause,
} from "../../query/mod.ts";
import { query, setQuery } from "../../linked/mod.ts";

/** Asks for a class by its activation, or leaves it out; once more, takes that back. */
export function toggleTerm(
  set: ActivationSet,
  { name, exclude }: { readonly name: string; readonly exclude: boolean },
): void {
  const before = query.peek();
  const id = `${exclude ? "not." : ""}${ACTIVATION_INFO[set].word}`;
  const clause = before.clauses[id];
  const old = clause?.kind === "activation" ? clause : emptyClause(set, exclude);
  const without = old.terms.filter((term) => term.name !== name);
  const terms = without.length < old.terms.length
    ? without
    : [...old.terms, { name, threshold: DEFAULT_THRESHOLD }];
  const missing = old.missing === "only" ? "exclude" : old.missing;
  setQuery(
    terms.length === 0 ? withoutClause(before, id) : withClause(before, { ...old, terms, missing }),
  );
}

/** Asks for tracks whose largest activation is that of a class; once more, takes that back. */
export function toggleTop(set: ActivationSet, name: string): void {
  const before = query.peek();
  const old = topNames(before, set);
  const names = old.includes(name) ? old.filter((other) => other !== name) : [...old, name];
  setQuery(withTop(before, { set, names }));
}

/** Asks for what is asked for as the strongest class, or by its activation again. */
export function askForStrongest(set: ActivationSet, strongest: boolean): void {
  const before = query.peek();
  const clause = before.clauses[ACTIVATION_INFO[set].word];
  const terms = clause?.kind === "activation" ? clause.terms : [];
  const names = [...new Set([...terms.map(({ name }) => name), ...topNames(before, set)])];
  if (names.length === 0) return;
  setQuery(
    strongest
      ? withTop(withoutClause(before, ACTIVATION_INFO[set].word), { set, names })
      : withClause(withTop(before, { set, names: [] }), {
        ...emptyClause(set, false),
        terms: names.map((name) => ({ name, threshold: DEFAULT_THRESHOLD })),
      }),
  );
}

/** Ranks by a class; once more, takes that back. */
export function rankBy(set: ActivationSet, name: string): void {
  const before = query.peek();
  const of = ACTIVATION_INFO[set].word;
  const without = before.rank.filter((term) => term.of !== of || term.name !== name);
  const rank = without.length < before.rank.length
    ? without
    : [...without, { of, name, weight: 1 }];
  const { sort: _, ...rest } = before;
  setQuery({ ...rest, rank });
}

function emptyClause(set: ActivationSet, exclude: boolean): ActivationClause {
  return { kind: "activation", set, exclude, mode: "any", terms: [], missing: "exclude" };
}

function topNames(of: Query, set: ActivationSet): readonly string[] {
  const clause = of.clauses[`${ACTIVATION_INFO[set].word}.top`];
  return clause?.kind === "top" ? clause.names : [];
}

function withTop(
  before: Query,
  { set, names }: { readonly set: ActivationSet; readonly names: readonly string[] },
): Query {
  return names.length === 0
    ? withoutClause(before, `${ACTIVATION_INFO[set].word}.top`)
    : withClause(before, { kind: "top", set, names, missing: "exclude" });
}
