import {
  ACTIVATION_STEPS,
  type ActivationSet,
  type Columns,
  fold,
  type LabelColumn,
  labelNamed,
  MISSING_CODE,
  type SparseActivations,
  splitStyle,
} from "../domain/mod.ts";
import { sortedRows } from "./_radix.ts";
import type { Mask } from "./evaluate.ts";
import { classesOf } from "./names.ts";
import { type Query, type RankTerm, type Sort, sortOf } from "./query.ts";
import { topClasses } from "./top.ts";

/** Weighted sum of a ranking on each row; NaN where a value it needs is missing. Shape `(n,)`. */
export function rankScores(columns: Columns, terms: readonly RankTerm[]): Float32Array {
  const scores = new Float32Array(columns.length);
  for (const term of terms) {
    const values = term.of === "descriptor"
      ? columns.numbers[term.name]
      : activationOf(columns.activations[term.of === "style" ? "styles" : "tags"], term.name);
    if (!values) return scores.fill(NaN);
    for (let i = 0; i < scores.length; i++) scores[i]! += term.weight * values[i]!;
  }
  return scores;
}

/**
 * Activation of a class, or of a parent's strongest style, on each row: 0 where it is below what is
 * kept, NaN where the track has no activations. `undefined` where the collection has none at all.
 */
export function activationOf(
  set: SparseActivations | undefined,
  name: string,
): Float32Array | undefined {
  if (!set) return undefined;
  const wanted = new Uint8Array(set.labels.length);
  for (const label of classesOf(name, set.labels)) wanted[label] = 1;
  const values = new Float32Array(set.present.length);
  for (let row = 0; row < values.length; row++) {
    let most = 0;
    for (let at = set.offsets[row]!; at < set.offsets[row + 1]!; at++) {
      if (wanted[set.classes[at]!] === 1 && set.values[at]! > most) most = set.values[at]!;
    }
    values[row] = set.present[row] === 1 ? most / ACTIVATION_STEPS : NaN;
  }
  return values;
}

/** All rows in the order of a query, those without the value last, ties as in the collection. */
export function orderRows(columns: Columns, query: Query): Uint32Array {
  const sort = sortOf(query);
  if (!sort) return Uint32Array.from({ length: columns.length }, (_, row) => row);
  return sortedRows(sortValues(columns, sort, query.rank), { descending: sort.descending });
}

/** The rows of an order that a mask holds. */
export function keepRows(order: Uint32Array, mask: Mask): Uint32Array {
  const rows = new Uint32Array(order.length);
  let count = 0;
  for (const row of order) if (mask[row] === 1) rows[count++] = row;
  return rows.slice(0, count);
}

function sortValues(columns: Columns, sort: Sort, rank: readonly RankTerm[]): Float32Array {
  const { by } = sort;
  const numbers = columns.numbers[by];
  if (numbers) return numbers;
  const named = labelNamed(by);
  const labels = named?.field === undefined ? columns.labels?.[named?.set ?? ""] : undefined;
  if (labels) return labelRanks(labels);
  const category = columns.categories[by];
  if (category) {
    return Float32Array.from(category.codes, (code) => code === MISSING_CODE ? NaN : code);
  }
  switch (by) {
    case "rank":
      return rankScores(columns, rank);
    case "style":
      return topRanks(columns, "styles");
    case "tag":
      return topRanks(columns, "tags");
    case "added":
      return ranksOf(columns.added);
    case "format":
      return textRanks(columns.texts.codec);
    case "title":
    case "artist":
    case "album":
    case "genre":
    case "path":
      return textRanks(columns.texts[by]);
    default:
      return new Float32Array(columns.length).fill(NaN);
  }
}

/** Place of each distinct value among them; 32-bit floats hold places up to 16.7 million exactly. */
function ranksOf(values: Float64Array): Float32Array {
  const places = new Map([...new Set(values)].sort((a, b) => a - b).map((value, i) => [value, i]));
  return Float32Array.from(values, (value) => places.get(value)!);
}

/** Place of each row's strongest class among the names of all; NaN where none is known. */
function topRanks(columns: Columns, set: ActivationSet): Float32Array {
  const labels = columns.activations[set]?.labels ?? [];
  const places = textRanks(namesOf(labels));
  return Float32Array.from(topClasses(columns, set), (top) => places[top] ?? NaN);
}

/** Place of each row's first label among the names of all; NaN where there is none. */
function labelRanks({ set, offsets, classes }: LabelColumn): Float32Array {
  const places = textRanks(set.classes);
  return Float32Array.from(
    { length: offsets.length - 1 },
    (_, row) => offsets[row + 1]! > offsets[row]! ? places[classes[offsets[row]!]!]! : NaN,
  );
}

const NAMES = new WeakMap<readonly string[], readonly string[]>();

/** The names of classes as rows show them: of a style without its parent. */
function namesOf(labels: readonly string[]): readonly string[] {
  const names = NAMES.get(labels) ?? labels.map((label) => splitStyle(label).name);
  NAMES.set(labels, names);
  return names;
}

const TEXT_RANKS = new WeakMap<readonly string[], Float32Array>();

function textRanks(texts: readonly string[]): Float32Array {
  const kept = TEXT_RANKS.get(texts);
  if (kept) return kept;
  const folded = texts.map(fold);
  const places = new Map([...new Set(folded)].sort().map((text, place) => [text, place]));
  const ranks = Float32Array.from(folded, (text) => text === "" ? NaN : places.get(text)!);
  TEXT_RANKS.set(texts, ranks);
  return ranks;
}
