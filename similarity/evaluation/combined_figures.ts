import { seeded } from "../../domain/mod.ts";
import type { Groups } from "../masks.ts";
import { type MeanInterval, meanInterval } from "./bootstrap.ts";
import type { CombinedStudy } from "./combined_study.ts";
import { chances, type LabelCodes } from "./precision.ts";

/** A kind of label by which combinations are judged. */
export interface StudiedLabel {
  readonly name: string;
  readonly codes: LabelCodes;
  /** Rows that are in a group of the query's are left out. */
  readonly apart?: Groups | undefined;
}

/** Precision by one kind of label, of several weightings of the same spaces for the same queries. */
export interface CombinedFigure {
  readonly label: string;
  /** Whether neighbours of the query's own group were left out. */
  readonly apart: boolean;
  /** Precision of lists at random. */
  readonly chance: number;
  /** Precision at k of each weighting. */
  readonly precision: readonly MeanInterval[];
  /** The last weighting less the best of the others, query by query; null where there is no other. */
  readonly gain: { readonly over: number; readonly difference: MeanInterval } | null;
}

/** What is compared, and by which queries. */
export interface CombinedAsked {
  readonly weightings: readonly (readonly number[])[];
  readonly labels: readonly StudiedLabel[];
  readonly k: number;
  readonly seed: number;
  /** Rows of the queries; those of the study unless given. */
  readonly queries?: Uint32Array;
}

/**
 * Precision of weightings, with 95 % bootstrap intervals over queries. Pauses now and then, so that
 * others can have their turn.
 */
export function* combinedFigures(
  study: CombinedStudy,
  { weightings, labels, k, seed, queries = study.queries }: CombinedAsked,
): Generator<void, CombinedFigure[]> {
  const values = labels.map(() => weightings.map(() => new Float64Array(queries.length)));
  for (const [at, query] of queries.entries()) {
    for (const [i, weights] of weightings.entries()) {
      for (const [j, share] of sharesOfHits(study, { query, weights, labels, k }).entries()) {
        values[j]![i]![at] = share;
      }
    }
    yield;
  }
  const figures: CombinedFigure[] = [];
  for (const [j, label] of labels.entries()) {
    const own = values[j]!.map((shares) => shares.filter((share) => !Number.isNaN(share)));
    const precision = own.map((shares) => meanInterval(shares, seeded(seed)));
    yield;
    const over = precision.slice(0, -1).reduce(
      (best, { mean }, i) => best < 0 || mean > precision[best]!.mean ? i : best,
      -1,
    );
    const gains = own.at(-1)!.map((share, at) => share - (own[over]?.[at] ?? NaN));
    figures.push({
      label: label.name,
      apart: label.apart !== undefined,
      chance: meanOf(chances(study.rows, queries, { ...label.codes, apart: label.apart })),
      precision,
      gain: over < 0 ? null : { over, difference: meanInterval(gains, seeded(seed)) },
    });
    yield;
  }
  return figures;
}

function meanOf(shares: Float64Array): number {
  const known = shares.filter((share) => !Number.isNaN(share));
  return known.reduce((sum, share) => sum + share, 0) / known.length;
}

/** Most rows times weightings that are tried for each query in steps of a tenth; beyond, of a fifth. */
const FINE = 3e6;

/**
 * The weights of the highest mean precision over all labels, of those in steps of a tenth (of a fifth
 * where there are many tracks). Pauses after each query.
 *
 * @param queries Those it is chosen by; figures of the same queries would flatter it.
 */
export function* bestWeights(
  study: CombinedStudy,
  { parts, labels, k, queries }: Pick<CombinedAsked, "labels" | "k"> & {
    readonly parts: number;
    readonly queries: Uint32Array;
  },
): Generator<void, readonly number[]> {
  const tenths = weightsIn(parts, 10);
  const tried = tenths.length * study.rows.count <= FINE ? tenths : weightsIn(parts, 5);
  const sums = tried.map(() => labels.map(() => 0));
  for (const query of queries) {
    for (const [i, weights] of tried.entries()) {
      for (const [j, share] of sharesOfHits(study, { query, weights, labels, k }).entries()) {
        if (!Number.isNaN(share)) sums[i]![j]! += share;
      }
    }
    yield;
  }
  const most = labels.map((_, j) => Math.max(...sums.map((of) => of[j]!)) || 1);
  const worth = sums.map((of) => of.reduce((sum, x, j) => sum + x / most[j]!, 0));
  return tried[worth.indexOf(Math.max(...worth))]!;
}

/** For each kind of label the share of a query's neighbours that share one; NaN where it has none. */
function sharesOfHits(
  study: CombinedStudy,
  { query, weights, labels, k }: Pick<CombinedAsked, "labels" | "k"> & {
    readonly query: number;
    readonly weights: readonly number[];
  },
): number[] {
  const lists = new Map<Groups | undefined, Uint32Array>();
  return labels.map(({ codes: { codes }, apart }) => {
    const own = codes[query]!;
    if (own.length === 0) return NaN;
    const list = lists.get(apart) ?? study.nearest(query, { weights, k, apart });
    lists.set(apart, list);
    let hits = 0;
    for (const row of list) hits += Number(codes[row]!.some((code) => own.includes(code)));
    return list.length === 0 ? NaN : hits / list.length;
  });
}

/** Every way to give `steps` equal steps of weight to so many parts. */
function weightsIn(parts: number, steps: number): number[][] {
  if (parts === 1) return [[steps]];
  return Array.from(
    { length: steps + 1 },
    (_, first) => weightsIn(parts - 1, steps - first).map((rest) => [first, ...rest]),
  ).flat();
}
