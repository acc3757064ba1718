import {
  ACTIVATION_INFO,
  activationSetOf,
  DEFAULT_VOICE_THRESHOLD,
  descriptorIn,
  voiceSources,
  voiceSourcesText,
} from "../../domain/mod.ts";
import { DEFAULT_THRESHOLD } from "../clause.ts";
import { isSortable } from "../parse.ts";
import { type Before, type Found, type Ground, longestRun, type Read } from "./_found.ts";
import { boundsOf, knownValues } from "./_levels.ts";
import { setName, setsAt } from "./_label_sets.ts";
import { numberClause } from "./_quantities.ts";
import { isThere, lacking, nameOf } from "./_vocabulary.ts";
import type { Level, Meaning } from "./synonyms.ts";

/** Words of the catalogue, of the labels and of the table of synonyms. */
export const readMeaning: Read = (ground, at, before) => {
  const { columns, vocabulary } = ground;
  const found = longestRun(ground, { at, find: (key) => vocabulary.meanings.get(key) });
  if (!found) return undefined;
  const { end, value: meanings } = found;
  const sets = setsAt(ground, end);
  const label = sets && labelOf(ground, { meanings, sets, before });
  if (label) return label;
  const meaning = meanings.find((meaning) => isThere(columns, meaning));
  if (!meaning) return { end, problem: lacking(columns, meanings[0]!) };
  const read = meant(ground, { meaning, before });
  const others = otherSets(ground, { meanings, meaning });
  const how = others && read.how ? `${read.how}; ${others}` : read.how;
  return { end: pastNoun(ground, { end, meaning }), ...read, ...(how !== undefined && { how }) };
};

/** “hiphop of FMA”: the label of that set; `undefined` where the word means no genre at all. */
function labelOf(
  ground: Ground,
  { meanings, sets, before }: {
    readonly meanings: readonly Meaning[];
    readonly sets: { readonly end: number; readonly value: readonly string[] };
    readonly before: Before;
  },
): Found | undefined {
  const labels = sets.value.flatMap((set) =>
    meanings.filter((meaning) => meaning.kind === "label" && meaning.set === set)
  );
  const { end } = sets;
  const [meaning] = labels;
  if (meaning) return { end, ...meant(ground, { meaning, before }) };
  if (meanings.some((one) => one.kind !== "label" && !("names" in one))) return undefined;
  const names = sets.value.map((id) => setName(ground, id)).join(" and ");
  return { end, problem: `${names} ${sets.value.length > 1 ? "have" : "has"} no such label` };
}

/** How a word that label sets have too is asked for as theirs. */
function otherSets(
  ground: Ground,
  { meanings, meaning }: { readonly meanings: readonly Meaning[]; readonly meaning: Meaning },
): string | undefined {
  const others = meanings.flatMap((one) =>
    one.kind === "label" && one !== meaning ? [`of ${setName(ground, one.set)}`] : []
  );
  return others.length > 0 ? `also a label: write ${others.join(" or ")}` : undefined;
}

/** “loudest first”, and “slow tempo”, where the noun says nothing more. */
function pastNoun(
  ground: Ground,
  { end, meaning }: { readonly end: number; readonly meaning: Meaning },
): number {
  if (meaning.kind === "sort") return ground.tokens[end]?.key === "first" ? end + 1 : end;
  if (meaning.kind !== "level") return end;
  const { quantities } = ground.vocabulary;
  const noun = longestRun(ground, { at: end, find: (key) => quantities.get(key) });
  return noun?.value.includes(meaning.of) ? noun.end : end;
}

type Meant = Omit<Found, "end">;

function meant(
  ground: Ground,
  { meaning, before }: { readonly meaning: Meaning; readonly before: Before },
): Meant {
  const { columns } = ground;
  const { negated } = before;
  const missing = "exclude" as const;
  if ("names" in meaning) {
    const set = activationSetOf(meaning.kind)!;
    if (before.top && !negated) {
      return {
        clauses: [{ kind: "top", set, names: meaning.names, missing }],
        how: "the strongest",
      };
    }
    const terms = meaning.names.map((name) => ({ name, threshold: DEFAULT_THRESHOLD }));
    return {
      clauses: [{ kind: "activation", set, exclude: negated, mode: "any", terms, missing }],
      how: ACTIVATION_INFO[set].one,
    };
  }
  switch (meaning.kind) {
    case "level":
      return levelOf(ground, { id: meaning.of, end: meaning.end, before });
    case "range":
      return rangeOf(meaning, negated);
    case "voice": {
      const other = meaning.side === "vocal" ? "instrumental" : "vocal";
      const side = negated ? other : meaning.side;
      const threshold = DEFAULT_VOICE_THRESHOLD;
      return {
        clauses: [{ kind: "voice", sides: [side], threshold, missing }],
        how: `at ${threshold}, by ${voiceSourcesText(voiceSources(columns))}`,
      };
    }
    case "label": {
      const { set, name } = meaning;
      return {
        clauses: [{ kind: "label", set, exclude: negated, mode: "any", names: [name], missing }],
        how: `label of ${setName(ground, set)}`,
      };
    }
    case "category": {
      const descriptor = descriptorIn(columns, meaning.of);
      const names = descriptor?.kind === "category"
        ? descriptor.names.filter((name) => (name === meaning.name) !== negated)
        : [];
      return {
        clauses: [{ kind: "category", descriptor: meaning.of, names, missing }],
        how: "by name",
      };
    }
    case "format": {
      const all = [...new Set(columns.texts.codec)].filter((codec) => codec !== "").sort();
      const formats = all.filter((codec) => meaning.formats.includes(codec) !== negated);
      if (formats.length === 0) return { problem: "there is no other format here" };
      return { clauses: [{ kind: "format", formats }], how: "codec" };
    }
    case "sort":
      if (negated) return { problem: "an order cannot be left out" };
      return { sort: { by: meaning.by, descending: meaning.descending }, how: "order" };
  }
}

function rangeOf(
  { of, min, max }: Extract<Meaning, { readonly kind: "range" }>,
  negated: boolean,
): Meant {
  if (!negated) {
    return {
      clauses: [
        numberClause(of, { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }),
      ],
      how: "table",
    };
  }
  if (min !== undefined && max !== undefined) return { problem: "its opposite is no range" };
  const range = min === undefined ? { min: max! } : { max: min };
  return { clauses: [numberClause(of, range)], how: "table" };
}

/** A part of the collection's values: the third, tenth or half at one end. */
function levelOf(
  { columns }: Ground,
  { id, end, before }: { readonly id: string; readonly end: Level; readonly before: Before },
): Meant {
  const values = knownValues(columns, id);
  const descriptor = descriptorIn(columns, id);
  const digits = descriptor?.kind === "number" ? descriptor.digits : 2;
  const { min, max, how } = boundsOf(values, { end, degree: before.degree, digits });
  if (!before.negated) {
    const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    return { clauses: [numberClause(id, range)], how };
  }
  if (min !== undefined && max !== undefined) {
    return { problem: "what is not in the middle is no range" };
  }
  const range = min === undefined ? { min: max! } : { max: min };
  return { clauses: [numberClause(id, range)], how: `not the ${how}` };
}

const LEVELS: ReadonlyMap<string, Level> = new Map([
  ["high", "high"],
  ["low", "low"],
  ["medium", "middle"],
  ["moderate", "middle"],
  ["average", "middle"],
  ["mid", "middle"],
]);
const MISSING = new Set(["unknown", "missing", "undetermined"]);

/** “high energy”, “unknown tempo”, “without a key”, “known year”. */
export const readQuality: Read = (ground, at, before) => {
  const { tokens, columns, vocabulary } = ground;
  const word = tokens[at]?.key ?? "";
  const level = LEVELS.get(word);
  const known = word === "known";
  const missing = MISSING.has(word) || (before.negated && !level);
  const next = tokens[at + 1]?.text === "-" ? at + 2 : at + 1;
  const from = level || known || MISSING.has(word) ? next : at;
  if (!level && !known && !missing) return undefined;
  if (!level && tokens[from]?.key === "key") {
    const clause = { kind: "key", keys: [], profile: ground.profile, missing: "only" } as const;
    if (known ? !before.negated : MISSING.has(word) && before.negated) {
      return { end: from + 1, problem: "only a missing key can be asked for" };
    }
    return { end: from + 1, clauses: [clause], how: "missing values" };
  }
  const found = longestRun(ground, { at: from, find: (key) => vocabulary.quantities.get(key) });
  if (!found) return undefined;
  const { end, value: ids } = found;
  const id = ids.find((id) => knownValues(columns, id).length > 0) ?? ids[0]!;
  if (level) {
    if (knownValues(columns, id).length === 0) {
      return { end, problem: `no track has a value of ${nameOf(columns, id)}` };
    }
    return { end, ...levelOf(ground, { id, end: level, before }) };
  }
  const wanted = known !== before.negated || (MISSING.has(word) && before.negated);
  if (wanted) return { end, clauses: [numberClause(id, {})], how: "known values" };
  const clause = { kind: "number", descriptor: id, octaves: false, missing: "only" } as const;
  return { end, clauses: [clause], how: "missing values" };
};

const SORTED = new Set(["sortedby", "sortby", "orderedby", "orderby", "ranked by"]);
const FIELDS = ["title", "artist", "album", "genre", "path", "format", "added"];

/** “sorted by tempo descending”. */
export const readOrder: Read = (ground, at) => {
  const { tokens, columns, vocabulary } = ground;
  const start = longestRun(ground, { at, find: (key) => SORTED.has(key) || undefined });
  if (!start) return undefined;
  const field = FIELDS.find((field) => field === tokens[start.end]?.key);
  const found = field
    ? { end: start.end + 1, value: [field] }
    : longestRun(ground, { at: start.end, find: (key) => vocabulary.quantities.get(key) });
  if (!found) {
    return { end: start.end, problem: "sorted by what? Write a descriptor, title or artist" };
  }
  const by = found.value.find((id) => field !== undefined || knownValues(columns, id).length > 0);
  if (!by || !isSortable(by)) {
    return {
      end: found.end,
      problem: `no track has a value of ${nameOf(columns, found.value[0]!)}`,
    };
  }
  const word = tokens[found.end]?.key ?? "";
  const descending = /^(?:desc|descending|down)$/.test(word);
  const said = descending || /^(?:asc|ascending|up)$/.test(word);
  return { end: said ? found.end + 1 : found.end, sort: { by, descending }, how: "order" };
};
