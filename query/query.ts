import { ACTIVATION_WORDS, type ActivationWord } from "../domain/mod.ts";
import type { Clause, ClauseId } from "./clause.ts";
import { clauseIdOf } from "./clause.ts";

/** One term of a ranking: a weighted activation, or a weighted descriptor between 0 and 1. */
export interface RankTerm {
  readonly of: ActivationWord | "descriptor";
  /** A class of the set, a parent of styles, or a catalogue id. */
  readonly name: string;
  /** Not 0; negative pushes down. */
  readonly weight: number;
}

/** What rows can be sorted by besides the descriptors of the catalogue. */
export const SORT_FIELDS = [
  "rank",
  "title",
  "artist",
  "album",
  "genre",
  "path",
  "format",
  "added",
  ...ACTIVATION_WORDS,
] as const;

/** An order of rows. Rows without the value come last either way. */
export interface Sort {
  /** One of {@linkcode SORT_FIELDS}, or a catalogue id. */
  readonly by: string;
  readonly descending: boolean;
}

/** Which tracks are wanted, and in which order. */
export interface Query {
  /** By parameter; all must hold. */
  readonly clauses: Readonly<Record<ClauseId, Clause>>;
  /** Weighted sum by which tracks are ranked; empty for no ranking. */
  readonly rank: readonly RankTerm[];
  /** Absent for the order that follows: by rank where there is one, else as in the collection. */
  readonly sort?: Sort;
}

/** The query that every track matches. */
export const EMPTY_QUERY: Query = { clauses: {}, rank: [] };

/** The query with a clause added or replaced. */
export function withClause(query: Query, clause: Clause): Query {
  return { ...query, clauses: { ...query.clauses, [clauseIdOf(clause)]: clause } };
}

/** The query without the clause of that parameter. */
export function withoutClause(query: Query, id: ClauseId): Query {
  const { [id]: _, ...clauses } = query.clauses;
  return { ...query, clauses };
}

/** The query with another sort order, or with none. */
export function withSort(query: Query, sort: Sort | undefined): Query {
  const { sort: _, ...rest } = query;
  return sort ? { ...rest, sort } : rest;
}

/** The order that a query asks for; `undefined` for the order of the collection. */
export function sortOf(query: Query): Sort | undefined {
  return query.sort ?? (query.rank.length > 0 ? { by: "rank", descending: true } : undefined);
}
