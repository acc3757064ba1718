import {
  ARTIST_SEPARATOR,
  artistsOf,
  type LabelEntry,
  type LabelSet,
  nameKey,
  plural,
  rootOf,
  type Split,
  type TrackId,
} from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { LearningError } from "./failure.ts";
import { featuresOf, keptRows } from "./features.ts";
import type { Problem } from "./problem.ts";

/** A problem with what it was made of. */
export interface Assembled {
  readonly problem: Problem;
  readonly set: LabelSet;
  /** The publisher's part of each row. */
  readonly published: readonly (Split | undefined)[];
  /** Root of each class in the set's hierarchy, as an index into the problem's classes or beyond them. */
  readonly roots: readonly number[];
  /** What each dimension is. */
  readonly names: readonly string[];
  /** Labelled tracks that are not in it, and why. */
  readonly left: {
    readonly bad: number;
    readonly withoutFeatures: number;
    readonly rareClass: number;
  };
}

/** How a problem is assembled. */
export interface AssembleOptions {
  readonly set: string;
  /** See {@linkcode FEATURES}. */
  readonly features: readonly string[];
  /** Classes with fewer tracks are left out; 10 where left out. */
  readonly fewest?: number;
  /** Of those left only so many, the most frequent; all where left out. */
  readonly most?: number | undefined;
  /** Whether recordings that are known to be bad are learned from too. */
  readonly withBad?: boolean;
}

const FEWEST = 10;

/**
 * The labels of a set joined with the features of its tracks. Where every track has one label, classes
 * exclude each other. Throws a LearningError where there are fewer than two classes to tell apart.
 */
export async function assembled(store: Store, options: AssembleOptions): Promise<Assembled> {
  const { fewest = FEWEST, most = Infinity, withBad = false } = options;
  const set = await store.labels.get(options.set);
  if (!set) {
    const ids = (await store.labels.list()).map(({ id }) => id);
    throw new LearningError(
      `Cannot learn ${options.set}: there is no such label set; ${
        ids.length > 0 ? `there are ${ids.join(", ")}` : "deno task labels joins one"
      }`,
    );
  }
  const entries = await store.labels.entries(set.id);
  const good = new Map([...entries].filter(([, { bad }]) => withBad || bad === undefined));
  const matrix = await featuresOf(store, {
    names: options.features,
    wanted: (id) => good.has(id),
    most: good.size,
  });
  if (matrix.ids.length === 0) {
    throw new LearningError(
      `Cannot learn from ${options.features.join(" + ")}: no track labelled in ${set.name} has ${
        options.features.length > 1 ? "all of them" : "it"
      }; deno task analyze computes it`,
    );
  }
  const classes = frequentClasses(set, { entries: good, ids: matrix.ids, fewest, most });
  if (classes.length < 2) {
    throw new LearningError(
      `Cannot learn ${set.name}: fewer than two of its labels have ${plural(fewest, "track")} ` +
        "with these features; ask for fewer, by --fewest or on Learn below Settings",
    );
  }
  const placeOf = new Map(classes.map((index, place) => [index, place]));
  const several = set.several &&
    matrix.ids.some((id) => (good.get(id)!.classes ?? []).length > 1);
  const rows = [...matrix.ids.keys()].filter((row) => {
    const own = good.get(matrix.ids[row]!)!.classes ?? [];
    return several ? own.some((index) => placeOf.has(index)) : placeOf.has(own[0] ?? -1);
  });
  const { artists, albums } = await whoMade(store, good);
  const targets = new Uint8Array(rows.length * classes.length);
  const features = keptRows(matrix.features, { rows, dimensions: matrix.dimensions });
  const published: (Split | undefined)[] = [];
  for (const [i, row] of rows.entries()) {
    const entry = good.get(matrix.ids[row]!)!;
    published.push(entry.split);
    for (const index of entry.classes ?? []) {
      const place = placeOf.get(index);
      if (place !== undefined) targets[i * classes.length + place] = 1;
    }
  }
  const ids = rows.map((row) => matrix.ids[row]!);
  return {
    set,
    published,
    names: matrix.names,
    roots: classes.map((index) => rootOf(set, index)),
    left: {
      bad: entries.size - good.size,
      withoutFeatures: good.size - matrix.ids.length,
      rareClass: matrix.ids.length - rows.length,
    },
    problem: {
      ids,
      features,
      dimensions: matrix.dimensions,
      classes: classes.map((index) => set.classes[index]!),
      targets,
      several,
      artists: ids.map((id) => artists.get(id) ?? ""),
      albums: ids.map((id) => albums.get(id) ?? ""),
    },
  };
}

function frequentClasses(
  set: LabelSet,
  { entries, ids, fewest, most }: {
    readonly entries: ReadonlyMap<TrackId, LabelEntry>;
    readonly ids: readonly TrackId[];
    readonly fewest: number;
    readonly most: number;
  },
): number[] {
  const counts = new Uint32Array(set.classes.length);
  for (const id of ids) for (const index of entries.get(id)!.classes ?? []) counts[index]!++;
  return [...counts.keys()].filter((index) => counts[index]! >= Math.max(1, fewest))
    .sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, most).sort((a, b) => a - b);
}

/** Artists and album of each labelled track: the set's own, else those of the file's tags. */
async function whoMade(store: Store, entries: ReadonlyMap<TrackId, LabelEntry>) {
  const [artists, albums] = [new Map<TrackId, string>(), new Map<TrackId, string>()];
  for await (const { id, tags } of store.tracks()) {
    const entry = entries.get(id);
    if (!entry) continue;
    const own = entry.artist === undefined ? artistsOf(tags) : [entry.artist];
    const keys = own.map(nameKey).filter((key) => key !== "");
    artists.set(id, [...new Set(keys)].join(ARTIST_SEPARATOR));
    albums.set(id, nameKey(entry.album ?? (tags.album && `${keys[0] ?? ""} / ${tags.album}`)));
  }
  return { artists, albums };
}
