import {
  type Clause,
  type ClauseId,
  clauseIdOf,
  MAX_CLAUSES,
  type NumberClause,
} from "../clause.ts";
import { EMPTY_QUERY, type Query, type Sort, withClause, withSort } from "../query.ts";

/** Puts clauses together; one of a parameter that is there already widens or narrows it. */
export class Gathered {
  query: Query = EMPTY_QUERY;

  /**
   * Adds a clause; says why where it goes with nothing that is there. Styles or tags that are `joined`, without
   * a word between them, all have to be there: “acid techno”.
   */
  add(
    clause: Clause,
    { joined }: { readonly joined: boolean },
  ): { readonly id: ClauseId; readonly problem?: string } {
    const id = clauseIdOf(clause);
    const there = this.query.clauses[id];
    if (!there && Object.keys(this.query.clauses).length === MAX_CLAUSES) {
      return { id, problem: `a query has at most ${MAX_CLAUSES} clauses` };
    }
    const both = there ? merged(there, clause, joined) : clause;
    if (!both) return { id, problem: "it contradicts what was said before" };
    this.query = withClause(this.query, both);
    return { id };
  }

  sort(sort: Sort): void {
    this.query = withSort(this.query, sort);
  }
}

function union<Item>(a: readonly Item[], b: readonly Item[]): Item[] {
  const seen = new Map([...a, ...b].map((item) => [JSON.stringify(item), item]));
  return [...seen.values()];
}

/** Both as one clause; `undefined` where no track could match. */
function merged(a: Clause, b: Clause, joined: boolean): Clause | undefined {
  if (a.kind === "number" && b.kind === "number") return narrowed(a, b);
  if (a.kind === "activation" && b.kind === "activation") {
    const terms = union(a.terms, b.terms);
    const all = joined && !a.exclude && b.terms.length === 1 &&
      (a.terms.length === 1 || a.mode === "all");
    return { ...a, terms, mode: all ? "all" : "any" };
  }
  if (a.kind === "key" && b.kind === "key") return keys(a, b);
  if (
    (a.kind === "artist" && b.kind === "artist") || (a.kind === "label" && b.kind === "label") ||
    (a.kind === "top" && b.kind === "top")
  ) return { ...a, names: union(a.names, b.names) };
  if (a.kind === "format" && b.kind === "format") {
    return { ...a, formats: union(a.formats, b.formats) };
  }
  if (a.kind === "text" && b.kind === "text") return { ...a, text: `${a.text} ${b.text}` };
  if (a.kind === "since" && b.kind === "since") return a.since > b.since ? a : b;
  return JSON.stringify(a) === JSON.stringify(b) ? a : undefined;
}

function narrowed(a: NumberClause, b: NumberClause): NumberClause | undefined {
  if (a.missing !== b.missing) return undefined;
  const min = Math.max(a.min ?? -Infinity, b.min ?? -Infinity);
  const max = Math.min(a.max ?? Infinity, b.max ?? Infinity);
  if (min > max) return undefined;
  const { min: _, max: __, ...rest } = a;
  return {
    ...rest,
    ...(min === -Infinity ? {} : { min }),
    ...(max === Infinity ? {} : { max }),
  };
}

type Keys = Extract<Clause, { readonly kind: "key" }>;

/** “minor … in A” is one key; else either will do. */
function keys(a: Keys, b: Keys): Keys | undefined {
  if (a.missing !== b.missing) return undefined;
  const [first, second] = [a.keys[0], b.keys[0]];
  const parts = a.keys.length === 1 && first && second;
  if (parts && !first.scale && second.scale && !second.tonic) {
    return { ...a, keys: [{ ...first, ...second }] };
  }
  if (parts && !first.tonic && second.tonic && !second.scale) {
    return { ...a, keys: [{ ...second, ...first }] };
  }
  return { ...a, keys: union(a.keys, b.keys) };
}
