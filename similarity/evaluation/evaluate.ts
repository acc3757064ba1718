import { sampled, seeded, type TrackId } from "../../domain/mod.ts";
import { DUPLICATE_COSINE, nearDuplicates } from "../duplicates.ts";
import { hubnessOf } from "../hubness.ts";
import type { NeighbourIndex } from "../index/neighbour_index.ts";
import { overlapOf, rankBiasedOverlap } from "../lists.ts";
import { groupsOf } from "../masks.ts";
import { type Neighbourhoods, neighbourhoodsOf, neighbourRows } from "../neighbourhoods.ts";
import { Profiles } from "../profiles/profiles.ts";
import { rowsWithVector } from "../_rows.ts";
import type { VectorTable } from "../vector_table.ts";
import { type MeanInterval, meanInterval } from "./bootstrap.ts";
import { chances, labelCodes, type Labels, precisions } from "./precision.ts";
import { type PatchSpread, type Spread, spreadOf } from "./spread.ts";
import {
  type DuplicateFigures,
  duplicatesInWhole,
  type SearchFigures,
  searchFigures,
} from "./search.ts";

/** A space to evaluate. */
export interface EvaluatedSpace {
  readonly space: string;
  readonly table: VectorTable;
  readonly index?: NeighbourIndex | undefined;
}

/** What is known of the tracks; every field is by track id. */
export interface Knowledge {
  readonly labels: readonly Labels[];
  /** What the spread of tracks is told of besides; neighbours need not share it. */
  readonly classes?: readonly Labels[];
  /** Names of the artists, none where unknown. */
  artistsOf(id: TrackId): readonly string[];
  /** Name of the album, empty where unknown. */
  albumOf(id: TrackId): string;
}

/** How {@linkcode evaluateSpaces} goes about it. */
export interface EvaluationOptions {
  /** Lengths of list. Default: 1, 5, 10. */
  readonly ks?: readonly number[];
  readonly seed?: number;
  /** Called with what is being done. */
  progress?(step: string): void;
}

/** Precision of one space on one kind of label. */
export interface PrecisionFigure extends MeanInterval {
  readonly label: string;
  readonly k: number;
  /** All tracks, or a random 5 % of them. */
  readonly queries: "all" | "sample";
  /** What neighbours must not share with the query. */
  readonly apart: "artist" | "album" | null;
  /** Precision of lists at random. */
  readonly chance: number;
}

/** Hubness without the column that only a program can use. */
export interface HubnessFigure {
  readonly k: number;
  readonly skewness: number;
  /** Left out of figures that were kept before it was told. */
  readonly gini?: number;
  readonly largest: { readonly id: TrackId; readonly occurrence: number } | null;
  readonly antiHubs: number;
}

/**
 * Figures of one space. Where it is reduced, precision and hubness are those of lists by reduced
 * vectors; near-duplicates and searches are compared in whole.
 */
export interface SpaceFigures {
  readonly space: string;
  /** Of whole vectors. */
  readonly dimensions: number;
  /** Tracks with a vector, and those that were queries. */
  readonly tracks: number;
  readonly queries: number;
  readonly precision: readonly PrecisionFigure[];
  readonly hubness: { readonly cosine: HubnessFigure; readonly mutualProximity: HubnessFigure };
  /** Left out of figures that were kept before it was told. */
  readonly spread?: Spread;
  /** Of the patches that are kept; left out where none are. */
  readonly patches?: PatchSpread;
  readonly duplicates: {
    readonly threshold: number;
    readonly pairs: DuplicateFigures;
    /** Whether there are more than these, the most alike. Left out of figures that were kept before it was told. */
    readonly more?: boolean;
  };
  readonly search: SearchFigures;
}

/** How much the neighbour lists of two spaces have in common. */
export interface OverlapFigure {
  readonly a: string;
  readonly b: string;
  readonly k: number;
  /** Mean share of the lists that is the same, and that of lists at random. */
  readonly overlap: MeanInterval;
  readonly chance: number;
  /** Mean rank-biased overlap. */
  readonly rankBiased: number;
  readonly tracks: number;
}

/** The figures of a collection; plain JSON. */
export interface Evaluation {
  readonly version: 1;
  readonly seed: number;
  readonly spaces: readonly SpaceFigures[];
  readonly overlaps: readonly OverlapFigure[];
}

const SAMPLE_SHARE = 0.05;
/** Larger collections are evaluated with so many queries, drawn with the seed. */
const MOST_QUERIES = 3000;
const LISTED_DUPLICATES = 100;

/**
 * How good the neighbours in each space are, by labels that the collection has, by the evenness of the
 * lists, and by their agreement. The same input and seed give the same figures, times apart.
 */
export async function evaluateSpaces(
  spaces: readonly EvaluatedSpace[],
  knowledge: Knowledge,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  const { seed = 1 } = options;
  const figures: SpaceFigures[] = [];
  const lists: Neighbourhoods[] = [];
  for (const space of spaces) {
    options.progress?.(`neighbours in ${space.space}`);
    const k = Math.max(10, ...(options.ks ?? []));
    const queries = sampled(rowsWithVector(space.table), {
      count: MOST_QUERIES,
      random: seeded(seed),
    });
    const found = neighbourhoodsOf(space.table, { k, queries });
    lists.push(found);
    const plain: SpaceFigures = {
      space: space.space,
      dimensions: space.table.dimensions,
      tracks: space.table.count,
      queries: queries.length,
      precision: precisionFigures(space, found, { ...knowledge, ...options }),
      ...shapeFigures(space, found),
      spread: spreadOf(space.table, [...(knowledge.classes ?? []), ...knowledge.labels]),
      search: { exactMs: NaN, index: null, reason: "no index was given" },
    };
    const { index } = space;
    await index?.settled;
    figures.push(index ? await withIndex(plain, { index, seed }) : plain);
  }
  options.progress?.("overlap of spaces");
  const overlaps = spaces.flatMap((a, i) =>
    spaces.slice(i + 1).map((b, j) => overlapFigure([a, b], [lists[i]!, lists[i + 1 + j]!], seed))
  );
  return { version: 1, seed, spaces: figures, overlaps };
}

function precisionFigures(
  { table }: EvaluatedSpace,
  lists: Neighbourhoods,
  { labels, artistsOf, albumOf, ks = [1, 5, 10], seed = 1 }: Knowledge & EvaluationOptions,
): PrecisionFigure[] {
  const groups = {
    artist: groupsOf(table.ids.map(artistsOf)),
    album: groupsOf(table.ids.map((id) => [albumOf(id)])),
  };
  const filtered = new Map<string, Neighbourhoods>();
  const without = (kind: "artist" | "album") => {
    const { k, queries } = lists;
    const found = filtered.get(kind) ??
      neighbourhoodsOf(table, { k, queries, apart: [groups[kind]] });
    filtered.set(kind, found);
    return found;
  };
  const picked = new Set(sampled(lists.queries, {
    count: Math.ceil(SAMPLE_SHARE * lists.queries.length),
    random: seeded(seed + 1),
  }));
  return labels.flatMap((label) => {
    const codes = labelCodes(table, label);
    const { apart } = label;
    const known = apart !== undefined && groups[apart].some((own) => own.length > 0);
    return [null, ...(known ? [apart] : [])].flatMap((kind) => {
      const found = kind === null ? lists : without(kind);
      const group = kind === null ? undefined : groups[kind];
      const chance = chances(table, found.queries, { ...codes, apart: group });
      return ks.flatMap((k) => {
        const values = precisions(found, codes, k);
        return (["all", "sample"] as const).map((queries): PrecisionFigure => {
          const counts = (i: number) =>
            !Number.isNaN(values[i]!) && (queries === "all" || picked.has(found.queries[i]!));
          return {
            label: label.name,
            k,
            queries,
            apart: kind,
            ...meanInterval(values.filter((_, i) => counts(i)), seeded(seed)),
            chance: meanOf(chance.filter((_, i) => counts(i))),
          };
        });
      });
    });
  });
}

function shapeFigures(
  { table }: EvaluatedSpace,
  lists: Neighbourhoods,
): Pick<SpaceFigures, "hubness" | "duplicates"> {
  const { queries } = lists;
  const mutual = new Profiles(table).all();
  const corrected = neighbourhoodsOf(table, { k: 10, queries, mutual });
  const pairs = nearDuplicates(table, { rows: queries, limit: LISTED_DUPLICATES + 1 });
  const listed = pairs.slice(0, LISTED_DUPLICATES);
  return {
    hubness: {
      cosine: hubnessFigure(table, firstTen(lists)),
      mutualProximity: hubnessFigure(table, corrected),
    },
    duplicates: {
      threshold: DUPLICATE_COSINE,
      pairs: listed.map(({ a, b, cosine }) => ({ a: table.ids[a]!, b: table.ids[b]!, cosine })),
      more: pairs.length > listed.length,
    },
  };
}

function hubnessFigure(table: VectorTable, lists: Neighbourhoods): HubnessFigure {
  const { k, skewness, gini, largest, antiHubs } = hubnessOf(lists, table.present);
  const hub = largest && { id: table.ids[largest.row]!, occurrence: largest.occurrence };
  return { k, skewness, gini, largest: hub ?? null, antiHubs };
}

/**
 * The figures of a space with those that need its index, and the whole vectors where it is reduced:
 * speed and recall of searches, and which near-duplicates are such in whole.
 */
export async function withIndex(
  figures: SpaceFigures,
  { index, seed, count }: {
    readonly index: NeighbourIndex;
    readonly seed?: number;
    readonly count?: number;
  },
): Promise<SpaceFigures> {
  const { whole } = index;
  const { threshold, pairs } = figures.duplicates;
  return {
    ...figures,
    dimensions: whole?.reduction.dimensions ?? figures.dimensions,
    duplicates: whole
      ? { ...figures.duplicates, pairs: await duplicatesInWhole(pairs, { whole, threshold }) }
      : figures.duplicates,
    search: await searchFigures(index, {
      ...(seed !== undefined && { seed }),
      ...(count !== undefined && { count }),
    }),
  };
}

function overlapFigure(
  [a, b]: readonly [EvaluatedSpace, EvaluatedSpace],
  [listsA, listsB]: readonly [Neighbourhoods, Neighbourhoods],
  seed: number,
): OverlapFigure {
  const positions = new Map(Array.from(listsB.queries, (row, i) => [b.table.ids[row]!, i]));
  const shared: number[] = [];
  const ranked: number[] = [];
  for (const [i, row] of listsA.queries.entries()) {
    const other = positions.get(a.table.ids[row]!);
    if (other === undefined) continue;
    const left = neighbourRows(listsA, i).subarray(0, 10);
    const right = neighbourRows(listsB, other).subarray(0, 10)
      .map((found) => a.table.rowOf(b.table.ids[found]!) ?? -1 - found);
    if (left.length === 0 || right.length === 0) continue;
    shared.push(overlapOf(left, right));
    ranked.push(rankBiasedOverlap(left, right));
  }
  return {
    a: a.space,
    b: b.space,
    k: 10,
    overlap: meanInterval(shared, seeded(seed)),
    chance: Math.min(1, 10 / (Math.max(a.table.count, b.table.count) - 1)),
    rankBiased: meanOf(ranked),
    tracks: shared.length,
  };
}

function firstTen({ k, queries, rows, cosines }: Neighbourhoods): Neighbourhoods {
  const first = <T>(list: ArrayLike<T>) =>
    Array.from(queries, (_, i) => Array.from({ length: 10 }, (_, j) => list[i * k + j]!)).flat();
  return {
    k: 10,
    queries,
    rows: Int32Array.from(first(rows)),
    cosines: Float32Array.from(first(cosines)),
  };
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
}
