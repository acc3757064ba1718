import {
  countText,
  type LabelEntries,
  type LabelSet,
  nameKey,
  plural,
  SPLITS,
} from "../domain/mod.ts";
import type { Fate, JoinReport } from "./join.ts";

/** The bit of each part of a split. */
const ONE_PART: readonly number[] = SPLITS.map((_, at) => 1 << at);
/** Examples of a fate that a report names. */
const SHOWN = 5;

/** What became of a source's rows, in lines to be read. */
export function* joinLines(set: LabelSet, report: JoinReport): Generator<string> {
  const { rows, matched, tracks, unlabelled } = report;
  yield `${set.name} (${set.id}): ${plural(rows, "row")}, ${countText(matched)} matched, ` +
    `${plural(tracks, "track")} labelled` +
    (unlabelled > 0 ? `, ${plural(unlabelled, "track")} of the collection without` : "");
  yield* fateLines("not matched", report.unmatched);
  yield* fateLines("twice, the first counts", report.duplicates);
  yield* fateLines("not usable", report.faulty);
  yield* fateLines("known to be bad", report.bad);
  for (const warning of report.warnings) yield `  Note: ${warning}`;
}

function* fateLines(what: string, { count, examples }: Fate): Generator<string> {
  if (count === 0) return;
  const reasons = Map.groupBy(examples, ({ reason }) => reason);
  yield `  ${count} ${what}:`;
  let shown = 0;
  for (const [reason, some] of reasons) {
    if (shown >= SHOWN) break;
    const keys = some.slice(0, SHOWN).map(({ key, line }) =>
      line === undefined ? key : `${key} (line ${line})`
    );
    shown++;
    yield `    ${reason}: ${keys.join(", ")}${count > keys.length ? ", …" : ""}`;
  }
}

/** How many entries there are in each part of a split, and the artists that are in more than one. */
export interface SplitFigures {
  readonly training: number;
  readonly validation: number;
  readonly test: number;
  readonly artists: number;
  readonly artistsInSeveral: number;
  readonly albums: number;
  readonly albumsInSeveral: number;
}

/** {@linkcode SplitFigures} of a set; `undefined` where it has no split. */
export function splitFigures(entries: LabelEntries): SplitFigures | undefined {
  const counts = { training: 0, validation: 0, test: 0 };
  const artists = new Map<string, number>();
  const albums = new Map<string, number>();
  for (const { split, artist, album } of entries.values()) {
    if (!split) continue;
    counts[split]++;
    const part = 1 << SPLITS.indexOf(split);
    note(artists, artist, part);
    note(albums, album, part);
  }
  if (counts.training + counts.validation + counts.test === 0) return undefined;
  const several = (map: typeof artists) =>
    map.values().filter((parts) => !ONE_PART.includes(parts)).toArray().length;
  return {
    ...counts,
    artists: artists.size,
    artistsInSeveral: several(artists),
    albums: albums.size,
    albumsInSeveral: several(albums),
  };
}

/** Adds a part to those that a name is in. @param part One bit */
function note(map: Map<string, number>, name: string | undefined, part: number): void {
  const key = nameKey(name);
  if (key !== "") map.set(key, (map.get(key) ?? 0) | part);
}

/** A split and what leaks through it, in one line. */
export function splitLine(figures: SplitFigures): string {
  const { training, validation, test, artists, artistsInSeveral, albums, albumsInSeveral } =
    figures;
  return `split ${training}/${validation}/${test}; ` +
    `${artistsInSeveral} of ${plural(artists, "artist")} and ` +
    `${albumsInSeveral} of ${plural(albums, "album")} in more than one part`;
}

/** Tracks of each class, most first. */
export function classCounts(
  set: LabelSet,
  entries: LabelEntries,
): readonly { readonly name: string; readonly tracks: number }[] {
  const counts = new Uint32Array(set.classes.length);
  for (const { classes = [] } of entries.values()) for (const index of classes) counts[index]!++;
  return set.classes.map((name, index) => ({ name, tracks: counts[index]! }))
    .sort((a, b) => b.tracks - a.tracks || (a.name < b.name ? -1 : 1));
}
