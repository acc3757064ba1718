import { DEFAULT_VOICE_THRESHOLD } from "../domain/mod.ts";
import { joinList } from "./_lists.ts";
import { formatKeyPattern } from "./_parse_keys.ts";
import {
  type ActivationClause,
  type Clause,
  clauseIdOf,
  DEFAULT_PROFILE,
  DEFAULT_STEPS,
  DEFAULT_THRESHOLD,
  type LabelClause,
  type Missing,
  type NumberClause,
} from "./clause.ts";
import type { Query, RankTerm } from "./query.ts";

/** A parameter with its value, not yet encoded. */
export type Parameter = readonly [name: string, value: string];

/** The parameters of a query; {@linkcode parseQuery} reads them back. */
export function queryParameters(query: Query): Parameter[] {
  const parameters = Object.values(query.clauses).flatMap(clauseParameters);
  if (query.rank.length > 0) parameters.push(["rank", query.rank.map(formatRank).join(",")]);
  if (query.sort) {
    parameters.push(["sort", query.sort.by]);
    if (query.sort.descending) parameters.push(["order", "desc"]);
  }
  return parameters;
}

/** A query as it stands in a URL behind the `?`; empty for the query that all tracks match. */
export function formatQuery(query: Query): string {
  return formatParameters(queryParameters(query));
}

/** Parameters as they stand in a URL, with what a URL allows left readable. */
export function formatParameters(parameters: readonly Parameter[]): string {
  return parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll("%20", "+")
    .replace(/%(2C|3A|2F|40|24|3B)/g, (code) => decodeURIComponent(code));
}

/** One clause as parameters. */
export function clauseParameters(clause: Clause): Parameter[] {
  const id = clauseIdOf(clause);
  switch (clause.kind) {
    case "number":
      return numberParameters(clause);
    case "category":
      return [[id, listed(clause.names, clause.missing)]];
    case "voice":
      return [
        [id, listed(clause.sides, clause.missing)],
        ...unless(DEFAULT_VOICE_THRESHOLD, { [`${id}.threshold`]: clause.threshold }),
      ];
    case "activation":
      return activationParameters(clause);
    case "top":
      return [[id, listed(clause.names, clause.missing)]];
    case "label":
      return labelParameters(clause);
    case "key":
      return [
        [id, listed(clause.keys.map(formatKeyPattern), clause.missing)],
        ...unless(DEFAULT_PROFILE, { [`${id}.profile`]: clause.profile }),
      ];
    case "camelot":
      return [
        [id, listed([clause.code], clause.missing)],
        ...unless(DEFAULT_STEPS, { [`${id}.steps`]: clause.steps }),
        ...unless(DEFAULT_PROFILE, { [`${id}.profile`]: clause.profile }),
      ];
    case "text":
      return [[id, clause.text]];
    case "artist":
    case "named":
      return [[id, listed(clause.names.map((name) => joinList([name])), clause.missing)]];
    case "folder":
      return [[id, clause.folder]];
    case "format":
      return [[id, joinList(clause.formats)]];
    case "since":
      return [[id, formatInstant(clause.since)]];
    case "region":
      return [[id, `${clause.space}.${clause.projection}:${clause.polygon.join(",")}`]];
  }
}

function unless(usual: string | number, given: Record<string, string | number>): Parameter[] {
  return Object.entries(given)
    .filter(([, value]) => value !== usual)
    .map(([name, value]) => [name, String(value)]);
}

function listed(names: readonly string[], missing: Missing): string {
  return (missing === "exclude" ? names : [...names, "missing"]).join(",");
}

function numberParameters(clause: NumberClause): Parameter[] {
  const { descriptor: id, min, max, missing } = clause;
  if (missing === "only") return [[id, "missing"]];
  const range = min !== undefined && min === max ? `${min}` : `${min ?? ""}..${max ?? ""}`;
  const value: Parameter = [id, listed([range], missing)];
  return clause.octaves ? [value, [`${id}.octave`, "any"]] : [value];
}

function activationParameters(clause: ActivationClause): Parameter[] {
  const id = clauseIdOf(clause);
  const terms = clause.terms.map(({ name, threshold }) =>
    threshold === DEFAULT_THRESHOLD ? name : `${name}:${threshold}`
  );
  const value: Parameter = [id, listed(terms, clause.missing)];
  return clause.mode === "all" ? [value, [`${id}.mode`, "all"]] : [value];
}

function labelParameters(clause: LabelClause): Parameter[] {
  const id = clauseIdOf(clause);
  const names = clause.names.map((name) => joinList([name]));
  return [
    [id, listed(names, clause.missing)],
    ...(clause.mode === "all" ? [[`${id}.mode`, "all"] as const] : []),
    ...(clause.over === undefined ? [] : [[`${id}.over`, String(clause.over)] as const]),
  ];
}

function formatRank(term: RankTerm): string {
  const name = term.of === "tag" ? `tag.${term.name}` : term.name;
  return term.weight === 1 ? name : `${name}:${term.weight}`;
}

function formatInstant(instant: number): string {
  const text = new Date(instant).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
}
