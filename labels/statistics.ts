import {
  type LabelEntries,
  type LabelEntry,
  type LabelSet,
  nameKey,
  type TrackId,
} from "../domain/mod.ts";
import { type SplitFigures, splitFigures } from "./report.ts";

/** Tracks of one class, and how they lie in the hierarchy and the split. */
export interface ClassStatistics {
  readonly name: string;
  /** Tracks that bear it, of those that are in the collection. */
  readonly tracks: number;
  /** Those that bear it or a class below it; `tracks` where there is no hierarchy. */
  readonly withBelow: number;
  /** Index of its parent in the list; -1 at the root. */
  readonly parent: number;
  /** Training, validation, test. */
  readonly parts: readonly [number, number, number];
}

/** Two classes on the same tracks. */
export interface ClassPair {
  readonly a: string;
  readonly b: string;
  readonly tracks: number;
  /** How many times more often than if the two had nothing to do with each other. */
  readonly lift: number;
}

/** A name that is in more than one part of a split. */
export interface SplitName {
  readonly name: string;
  readonly parts: readonly string[];
  readonly tracks: number;
}

/** What a label set looks like on a collection. */
export interface LabelStatistics {
  /** Tracks of the collection, and those of them that the set says something of. */
  readonly collection: number;
  readonly tracks: number;
  /** Entries whose track has left the collection. */
  readonly gone: number;
  /** Tracks without any class among those that the set says something of. */
  readonly classless: number;
  /** In the set's order. */
  readonly classes: readonly ClassStatistics[];
  /** Classes that any track bears. */
  readonly used: number;
  /**
   * Evenness of the classes (Pielou 1966), in [0, 1]: 1 where all have equally many tracks. NaN below two
   * classes.
   */
  readonly evenness: number;
  /** Tracks of the largest class to those of the smallest that is used. */
  readonly imbalance: number;
  /** Labels on a track, on average, of tracks with any. */
  readonly cardinality: number;
  /** Tracks by number of labels: none, one, two, …; the last has all that have more. */
  readonly byCount: readonly number[];
  /** Pairs of classes on most tracks, most first. */
  readonly pairs: readonly ClassPair[];
  /** Tracks that are known to be bad, by reason, most first. */
  readonly bad: readonly { readonly reason: string; readonly tracks: number }[];
  readonly split?: SplitFigures;
  /** Artists and albums in more than one part, those with most tracks first. */
  readonly artistsInSeveral: readonly SplitName[];
  readonly albumsInSeveral: readonly SplitName[];
  /** Who labelled by hand, and how many tracks. */
  readonly hands: readonly { readonly by: string; readonly tracks: number }[];
}

const MOST_PAIRS = 20;
const MOST_NAMES = 20;
const MOST_LABELS = 8;
const PARTS = ["training", "validation", "test"] as const;

/** {@linkcode LabelStatistics} of a set on the tracks that `has` says are in the collection. */
export function statisticsOf(
  set: LabelSet,
  entries: LabelEntries,
  { has, collection }: { readonly has: (id: TrackId) => boolean; readonly collection: number },
): LabelStatistics {
  const there = new Map([...entries].filter(([id]) => has(id)));
  const all = [...there.values()];
  const classes = classesOf(set, all);
  const sizes = classes.map(({ tracks }) => tracks).filter((size) => size > 0);
  const given = sizes.reduce((sum, size) => sum + size, 0);
  const entropy = -sizes.reduce((sum, size) => sum + size / given * Math.log(size / given), 0);
  const byCount = new Array<number>(MOST_LABELS + 1).fill(0);
  for (const { classes = [] } of all) byCount[Math.min(MOST_LABELS, classes.length)]!++;
  const last = byCount.findLastIndex((count) => count > 0);
  const split = splitFigures(there);
  return {
    collection,
    tracks: there.size,
    gone: entries.size - there.size,
    classless: byCount[0]!,
    classes,
    used: sizes.length,
    evenness: sizes.length < 2 ? NaN : entropy / Math.log(sizes.length),
    imbalance: Math.max(...sizes) / Math.min(...sizes),
    cardinality: given / (there.size - byCount[0]!),
    byCount: byCount.slice(0, Math.max(0, last) + 1),
    pairs: pairsOf(set, all),
    bad: countsOf(all.map(({ bad }) => bad)).map(([reason, tracks]) => ({ reason, tracks })),
    ...(split && { split }),
    artistsInSeveral: inSeveral(all, ({ artist }) => artist),
    albumsInSeveral: inSeveral(all, ({ album }) => album),
    hands: countsOf(all.map(({ by }) => by)).map(([by, tracks]) => ({ by, tracks })),
  };
}

function classesOf(set: LabelSet, all: readonly LabelEntry[]): ClassStatistics[] {
  const { length } = set.classes;
  const tracks = new Uint32Array(length);
  const below = new Uint32Array(length);
  const parts = Array.from({ length }, (): [number, number, number] => [0, 0, 0]);
  for (const { classes = [], split } of all) {
    const above = new Set<number>();
    for (const index of classes) {
      tracks[index]!++;
      if (split) parts[index]![PARTS.indexOf(split)]!++;
      for (let at = index, depth = 0; at >= 0 && depth <= length; depth++) {
        above.add(at);
        at = set.parents?.[at] ?? -1;
      }
    }
    for (const index of above) below[index]!++;
  }
  return set.classes.map((name, index) => ({
    name,
    tracks: tracks[index]!,
    withBelow: below[index]!,
    parent: set.parents?.[index] ?? -1,
    parts: parts[index]!,
  }));
}

function pairsOf(set: LabelSet, all: readonly LabelEntry[]): ClassPair[] {
  const counts = new Map<number, number>();
  const single = new Uint32Array(set.classes.length);
  for (const { classes = [] } of all) {
    for (const [i, a] of classes.entries()) {
      single[a]!++;
      for (const b of classes.slice(i + 1)) {
        const key = Math.min(a, b) * set.classes.length + Math.max(a, b);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b).slice(0, MOST_PAIRS)
    .map(([key, tracks]) => {
      const [a, b] = [Math.floor(key / set.classes.length), key % set.classes.length];
      return {
        a: set.classes[a]!,
        b: set.classes[b]!,
        tracks,
        lift: tracks * all.length / (single[a]! * single[b]!),
      };
    });
}

function countsOf(names: readonly (string | undefined)[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function inSeveral(
  all: readonly LabelEntry[],
  nameOf: (entry: LabelEntry) => string | undefined,
): SplitName[] {
  const named = Map.groupBy(
    all.filter((entry) => entry.split && nameKey(nameOf(entry)) !== ""),
    (entry) => nameKey(nameOf(entry)),
  );
  return [...named.values()].map((some) => ({
    name: nameOf(some[0]!)!,
    parts: PARTS.filter((part) => some.some(({ split }) => split === part)),
    tracks: some.length,
  })).filter(({ parts }) => parts.length > 1)
    .sort((a, b) => b.tracks - a.tracks || (a.name < b.name ? -1 : 1)).slice(0, MOST_NAMES);
}
