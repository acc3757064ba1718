import {
  CATALOGUE,
  findDescriptor,
  isLabelName,
  labelNamed,
  numberDescriptorOf,
} from "../domain/mod.ts";
import { splitNames } from "./_lists.ts";
import { readActivations } from "./_parse_activations.ts";
import { readLabels } from "./_parse_labels.ts";
import { readCamelot, readKeys } from "./_parse_keys.ts";
import { readCategory, readNumber, readVoice } from "./_parse_values.ts";
import { readTop } from "./_parse_top.ts";
import {
  readArtists,
  readFolder,
  readFormats,
  readRegion,
  readSince,
  readText,
} from "./_parse_rest.ts";
import { type Problem, Reading } from "./_reading.ts";
import { type Clause, clauseIdOf, MAX_CLAUSES } from "./clause.ts";
import { type Named, styleNamed, tagNamed } from "./names.ts";
import { EMPTY_QUERY, type Query, type RankTerm, type Sort, SORT_FIELDS } from "./query.ts";

export type { Problem } from "./_reading.ts";

/** A query as far as it could be read, and what could not. */
export interface Parsed {
  readonly query: Query;
  readonly problems: readonly Problem[];
}

const READERS: readonly ((reading: Reading) => Clause | undefined)[] = [
  readText,
  ...CATALOGUE.map((entry) => (reading: Reading) => {
    if (entry.id === "voice") return readVoice(reading);
    return entry.kind === "number" ? readNumber(reading, entry) : readCategory(reading, entry);
  }),
  readKeys,
  readCamelot,
  ...["style", "not.style", "tag", "not.tag"].map((parameter) => (reading: Reading) =>
    readActivations(reading, parameter)
  ),
  ...["style.top", "tag.top"].map((parameter) => (reading: Reading) => readTop(reading, parameter)),
  ...["artist", "not.artist"].map((parameter) => (reading: Reading) =>
    readArtists(reading, parameter)
  ),
  readFolder,
  readFormats,
  readSince,
  (reading) => readRegion(reading, "region"),
  (reading) => readRegion(reading, "region.beside"),
];

/**
 * Reads a query from the parameters of a URL. Never throws: what cannot be read is left out and
 * said. Parameters of which `others` says true belong to somebody else and are passed over.
 */
export function parseQuery(
  params: URLSearchParams,
  options: { readonly others?: (parameter: string) => boolean } = {},
): Parsed {
  const reading = new Reading(params);
  const clauses: Record<string, Clause> = {};
  for (const read of READERS) {
    const clause = read(reading);
    if (!clause) continue;
    if (Object.keys(clauses).length === MAX_CLAUSES) {
      reading.fail(clauseIdOf(clause), `a query has at most ${MAX_CLAUSES} clauses`);
    } else clauses[clauseIdOf(clause)] = clause;
  }
  for (const clause of readLabels(reading)) {
    if (Object.keys(clauses).length === MAX_CLAUSES) {
      reading.fail(clauseIdOf(clause), `a query has at most ${MAX_CLAUSES} clauses`);
    } else clauses[clauseIdOf(clause)] = clause;
  }
  const rank = readRank(reading);
  const sort = readSort(reading);
  for (const parameter of reading.left()) {
    if (!options.others?.(parameter)) reading.fail(parameter, "no such parameter");
  }
  const query: Query = { ...EMPTY_QUERY, clauses, rank };
  return { query: sort ? { ...query, sort } : query, problems: reading.problems };
}

function rankNamed(text: string): Named & { readonly of: RankTerm["of"] } {
  const descriptor = findDescriptor(text);
  if (text.startsWith("tag.")) return { ...tagNamed(text.slice(4)), of: "tag" };
  if (!descriptor) return { ...styleNamed(text), of: "style" };
  if (isRankable(text)) return { name: text, of: "descriptor" };
  return { problem: `${text} is not between 0 and 1, so it has no weight`, of: "descriptor" };
}

/** Whether a descriptor can stand in a ranking: a number between 0 and 1. */
export function isRankable(id: string): boolean {
  if (findDescriptor(id)?.kind !== "number") return false;
  const [low, high] = numberDescriptorOf(id).range;
  return low === 0 && high === 1;
}

function readRank(reading: Reading): RankTerm[] {
  const terms: RankTerm[] = [];
  for (const { item } of splitNames(reading.take("rank"), rankNamed)) {
    const found = rankNamed(item.name);
    const weight = item.number ?? 1;
    if ("problem" in found) reading.fail("rank", found.problem);
    else if (weight === 0) reading.fail("rank", `${found.name} has weight 0`);
    else if (terms.some((term) => term.of === found.of && term.name === found.name)) {
      reading.fail("rank", `${found.name} stands there twice; the first counts`);
    } else terms.push({ of: found.of, name: found.name, weight });
  }
  return terms;
}

/** Whether rows can be sorted by that field or descriptor. */
export function isSortable(by: string): boolean {
  return (SORT_FIELDS as readonly string[]).includes(by) || findDescriptor(by) !== undefined ||
    isSortableLabel(by);
}

function isSortableLabel(by: string): boolean {
  const named = labelNamed(by);
  return named !== undefined && (named.field === undefined || !isLabelName(named.field));
}

function readSort(reading: Reading): Sort | undefined {
  const by = reading.take("sort").trim();
  const order = reading.word("order", ["asc", "desc"]);
  if (by === "") {
    return order ? reading.fail("order", "there is no sort= for it to turn round") : undefined;
  }
  if (!isSortable(by)) {
    return reading.fail("sort", "expected a descriptor, title, artist, style, … or rank");
  }
  return { by, descending: order === "desc" };
}
