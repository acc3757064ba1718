import type { LabelEntries, LabelSet } from "../../domain/mod.ts";
import {
  type ExportedTrack,
  type LabelStatistics,
  statisticsOf,
  type Truth,
  truthsOf,
} from "../../labels/mod.ts";
import type { Library } from "../library.ts";

/** A label set as its page shows it. */
export interface LabelPage {
  readonly set: LabelSet;
  readonly statistics: LabelStatistics;
  /** What was measured beside what the set says is true. */
  readonly truths: readonly Truth[];
}

interface Made {
  readonly version: number;
  readonly withBad: boolean;
  readonly page: LabelPage;
}

/** Pages of label sets, made anew only when the collection has changed. */
export class LabelPages {
  readonly #made = new Map<string, Made>();

  /**
   * The page of a set; `undefined` where there is none of that id.
   *
   * @param options `withBad`: whether recordings that are known to be bad are counted too.
   */
  async get(
    { store, collection }: Pick<Library, "store" | "collection">,
    id: string,
    { withBad }: { readonly withBad: boolean },
  ): Promise<LabelPage | undefined> {
    const { version, columns } = collection.snapshot;
    const kept = this.#made.get(id);
    if (kept?.version === version && kept.withBad === withBad) return kept.page;
    const set = await store.labels.get(id);
    if (!set) return undefined;
    const entries = await store.labels.entries(id);
    const counted = withBad ? entries : goodOf(entries);
    const has = (track: string) => collection.row(track) !== undefined;
    const statistics = statisticsOf(set, counted, { has, collection: columns.length });
    const column = columns.labels?.[id];
    const truths = truthsOf({ ...columns, labels: column ? { [id]: column } : {} }, {
      bad: (_, row) => !withBad && entries.get(columns.ids[row]!)?.bad !== undefined,
    });
    const bad = withBad ? statistics.bad : statisticsOf(set, entries, {
      has,
      collection: columns.length,
    }).bad;
    const page = { set, statistics: { ...statistics, bad }, truths };
    this.#made.set(id, { version, withBad, page });
    return page;
  }
}

function goodOf(entries: LabelEntries): LabelEntries {
  return new Map([...entries].filter(([, { bad }]) => bad === undefined));
}

/** A label set in a list of them. */
export interface LabelRow {
  readonly set: LabelSet;
  /** Tracks of the collection that it says something of. */
  readonly tracks: number;
}

/** All label sets, and the tracks of each. */
export function labelRows({ collection }: Pick<Library, "collection">): LabelRow[] {
  return Object.values(collection.columns.labels ?? {}).map(({ set, present }) => ({
    set,
    tracks: present.reduce((sum, there) => sum + there, 0),
  }));
}

/** The labelled tracks of the collection, as they are exported. */
export function* exportedTracks(
  { collection: { columns } }: Pick<Library, "collection">,
  entries: LabelEntries,
): Generator<ExportedTrack> {
  const { ids, texts, numbers } = columns;
  for (const [row, id] of ids.entries()) {
    if (!entries.has(id)) continue;
    yield {
      id,
      path: texts.path[row]!,
      artist: texts.artist[row] || undefined,
      title: texts.title[row] || undefined,
      duration: numbers["duration"]?.[row] ?? NaN,
    };
  }
}
