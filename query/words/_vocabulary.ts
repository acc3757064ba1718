import {
  CATALOGUE,
  type Columns,
  descriptorIn,
  findDescriptor,
  MISSING_CODE,
  NUMBER_DESCRIPTORS,
  SCALES,
  splitStyle,
  STYLE_PARENTS,
  STYLES,
  TAGS,
  VOICE_DESCRIPTORS,
} from "../../domain/mod.ts";
import { SORT_FIELDS } from "../query.ts";
import { setNames } from "./_label_sets.ts";
import { knownValues } from "./_levels.ts";
import { keyOf } from "./_tokens.ts";
import { type Meaning, QUANTITIES, SYNONYMS } from "./synonyms.ts";

type Phrases<Value> = ReadonlyMap<string, readonly Value[]>;

/** What is known by its words: meanings, and quantities by the ids they can stand for. */
export interface Vocabulary {
  readonly meanings: Phrases<Meaning>;
  readonly quantities: Phrases<string>;
  /** Label sets, by what they are called. */
  readonly sets: Phrases<string>;
  /** Keys of the artists, and how each is written. */
  readonly artists: ReadonlyMap<string, string>;
}

function add<Value>(phrases: Map<string, Value[]>, words: string, ...values: readonly Value[]) {
  const key = keyOf(words);
  if (key === "") return;
  phrases.set(key, [...(phrases.get(key) ?? []), ...values]);
}

/** Styles by their own names, each with all styles of that name. */
const STYLES_BY_NAME = Map.groupBy(STYLES, (style) => splitStyle(style).name);

function commonMeanings(): Map<string, Meaning[]> {
  const meanings = new Map<string, Meaning[]>();
  for (const { words, means } of SYNONYMS) {
    for (const word of words) add(meanings, word, ...means);
  }
  for (const parent of STYLE_PARENTS) {
    const meaning: Meaning = { kind: "style", names: [parent] };
    for (const words of new Set([parent, ...parent.split(/ \/ |, (?:& )?| & /)])) {
      const whole = words === parent || !STYLES_BY_NAME.has(words);
      if (whole) add(meanings, words, meaning);
    }
  }
  for (const [name, names] of STYLES_BY_NAME) add(meanings, name, { kind: "style", names });
  for (const name of TAGS) add(meanings, name, { kind: "tag", names: [name] });
  for (const entry of CATALOGUE) {
    if (entry.kind === "number" || /^(key|scale|camelot)_/.test(entry.id)) continue;
    for (const name of entry.names) {
      for (const words of [entry.id, entry.label]) {
        add(meanings, `${words} ${name}`, { kind: "category", of: entry.id, name });
      }
    }
  }
  return meanings;
}

function commonQuantities(): Map<string, string[]> {
  const quantities = new Map<string, string[]>();
  for (const { words, of } of QUANTITIES) for (const word of words) add(quantities, word, ...of);
  for (const { id, label } of NUMBER_DESCRIPTORS) {
    for (const words of new Set([id, label, label.replace(/ \(.*\)$/, "")])) {
      add(quantities, words, id);
    }
  }
  return quantities;
}

const MEANINGS = commonMeanings();
const COMMON_QUANTITIES = commonQuantities();
const KEPT = new WeakMap<Columns, Vocabulary>();

/** The words of the catalogue, the synonyms, and what a collection adds: labels, formats, artists. */
export function vocabularyOf(columns: Columns): Vocabulary {
  const kept = KEPT.get(columns);
  if (kept) return kept;
  const own = new Map<string, Meaning[]>();
  const quantities = new Map([...COMMON_QUANTITIES].map(([key, ids]) => [key, [...ids]]));
  for (const { set } of Object.values(columns.labels ?? {})) {
    for (const name of set.classes) add(own, name, { kind: "label", set: set.id, name });
    for (const { id } of set.fields) add(quantities, id, `label.${set.id}.${id}`);
  }
  for (const codec of new Set(columns.texts.codec)) {
    add(own, codec, { kind: "format", formats: [codec] });
  }
  const meanings = new Map<string, readonly Meaning[]>(MEANINGS);
  for (const [key, means] of own) meanings.set(key, [...(meanings.get(key) ?? []), ...means]);
  const sets = setNames(Object.values(columns.labels ?? {}));
  const vocabulary = { meanings, quantities, sets, artists: artistsOf(columns) };
  KEPT.set(columns, vocabulary);
  return vocabulary;
}

function artistsOf({ texts }: Columns): Map<string, string> {
  const artists = new Map<string, string>();
  for (const [row, shown] of texts.artist.entries()) {
    for (const name of [shown, ...(texts.artists?.[row] ?? "").split("\n")]) {
      const key = keyOf(name);
      if (key !== "" && !artists.has(key)) artists.set(key, name);
    }
  }
  return artists;
}

/** Whether a collection has what a meaning asks about. */
export function isThere(columns: Columns, meaning: Meaning): boolean {
  switch (meaning.kind) {
    case "level":
    case "range":
      return knownValues(columns, meaning.of).length > 0;
    case "voice":
      return VOICE_DESCRIPTORS.some((id) => knownValues(columns, id).length > 0);
    case "style":
      return columns.activations.styles?.present.includes(1) ?? false;
    case "tag":
      return columns.activations.tags?.present.includes(1) ?? false;
    case "category":
      return columns.categories[meaning.of]?.codes.some((code) => code !== MISSING_CODE) ?? false;
    case "format":
      return meaning.formats.some((format) => columns.texts.codec.includes(format));
    case "label":
      return true;
    case "sort":
      return (SORT_FIELDS as readonly string[]).includes(meaning.by) ||
        knownValues(columns, meaning.by).length > 0;
  }
}

/** What a collection lacks where nothing of a word is there, as a reader is told. */
export function lacking(columns: Columns, meaning: Meaning): string {
  switch (meaning.kind) {
    case "style":
    case "tag":
      return `no track has ${meaning.kind}s`;
    case "voice":
      return "of no track is it known whether there is a voice";
    case "format":
      return `no file is ${meaning.formats.join(", ")}`;
    case "label":
      return `no track is labelled ${meaning.name}`;
    case "sort":
      return `no track has a value of ${nameOf(columns, meaning.by)}`;
    default:
      return `no track has a value of ${nameOf(columns, meaning.of)}`;
  }
}

/** The name of a descriptor within a sentence. */
export function nameOf(columns: Columns, id: string): string {
  return (descriptorIn(columns, id) ?? findDescriptor(id))?.label ?? id;
}

/** A scale by its word or a short form of it. */
export function scaleNamed(key: string): (typeof SCALES)[number] | undefined {
  if (key === "min") return "minor";
  if (key === "maj") return "major";
  return SCALES.find((scale) => scale === key);
}
