import type { TrackCard } from "../../similar/mod.ts";
import { categoryAt, type Space, SPACES, spacesInOrder, type TrackId } from "../../domain/mod.ts";
import {
  type AnsweredTrial,
  type ListeningTest,
  type Preference,
  preferencesBy,
  type Results,
  resultsOf,
} from "../../listening/mod.ts";
import { cardOf } from "../cards.ts";
import { listeningTests } from "./listening.ts";
import type { Library } from "../library.ts";

/** Upper bounds of the tempo bands, BPM, and what they are called. */
const BANDS: readonly (readonly [number, string])[] = [
  [90, "under 90 BPM"],
  [120, "90 to 120 BPM"],
  [150, "120 to 150 BPM"],
  [Infinity, "150 BPM and over"],
];

/** A group of trials and which space was preferred in it. */
export interface GroupPreference {
  readonly group: string;
  readonly preference: Preference;
}

/** What all answers to tests of two spaces say. */
export interface Findings {
  readonly results: Results;
  /** The two spaces of every test there is, those of most answers first. */
  readonly pairs: readonly (readonly [Space, Space])[];
  readonly byStyle: readonly GroupPreference[];
  readonly byTempo: readonly GroupPreference[];
  /** The tracks of the answered trials that are still in the collection. */
  readonly cards: Readonly<Record<TrackId, TrackCard>>;
}

/**
 * Puts all answers to tests of two spaces together.
 *
 * @param spaces Default: those with most answers.
 */
export async function findings(
  library: Library,
  spaces?: readonly [Space, Space],
): Promise<Findings> {
  const tests = (await listeningTests(library).list()).map(({ value }) => value);
  const pairs = pairsOf(tests);
  const chosen = spaces ?? pairs[0] ?? [SPACES[0], SPACES[1]];
  const results = resultsOf(tests, chosen);
  const { snapshot } = library.collection;
  const { columns } = snapshot;
  const styleOf = (query: TrackId) => {
    const row = library.collection.row(query);
    const style = row === undefined ? undefined : categoryAt(columns, { id: "style_parent", row });
    return style ?? "style not known";
  };
  const bandOf = (query: TrackId) => {
    const row = library.collection.row(query);
    const tempo = row === undefined ? NaN : columns.numbers["tempo"]?.[row] ?? NaN;
    return BANDS.find(([below]) => tempo < below)?.[1] ?? "tempo not known";
  };
  return {
    results,
    pairs,
    byStyle: preferencesBy(results, styleOf),
    byTempo: preferencesBy(results, bandOf).toSorted((a, b) => placeOf(a) - placeOf(b)),
    cards: cardsOf(library, results.answers),
  };
}

function placeOf({ group }: GroupPreference): number {
  const place = BANDS.findIndex(([, name]) => name === group);
  return place < 0 ? BANDS.length : place;
}

function pairsOf(tests: readonly ListeningTest[]): (readonly [Space, Space])[] {
  const counts = new Map<string, number>();
  for (const { spaces, answers } of tests) {
    const pair = spacesInOrder(spaces).join(" ");
    const count = answers.filter((answer) => answer !== null).length;
    counts.set(pair, (counts.get(pair) ?? 0) + count);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([pair]) => pair.split(" ") as [Space, Space]);
}

function cardsOf(
  library: Library,
  answers: readonly AnsweredTrial[],
): Record<TrackId, TrackCard> {
  const ids = [...new Set(answers.flatMap(({ query, tracks }) => [query, ...tracks]))];
  const cards: Record<TrackId, TrackCard> = {};
  for (const id of ids) {
    const row = library.collection.row(id);
    if (row === undefined) continue;
    cards[id] = cardOf(library, row);
  }
  return cards;
}
