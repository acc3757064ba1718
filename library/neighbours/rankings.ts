import { othersTurn, seeded, type Space, type TrackId } from "../../domain/mod.ts";
import {
  type Labels,
  type MeanInterval,
  meanInterval,
  queriesOf,
  type Ranking,
  rankings,
  type VectorTable,
} from "../../similarity/mod.ts";
import type { Library } from "../library.ts";
import { knowledgeOf } from "./knowledge.ts";

/** What is ranked: a share of the tracks as queries, in one space, by one kind of label. */
export interface RankingsRequest {
  readonly space: Space;
  /** Name of a kind of label, one of {@linkcode rankedLabels}. */
  readonly label: string;
  /** Length of a list. */
  readonly k: number;
  readonly seed: number;
  /** Share of the tracks that are queries, in (0, 1]. */
  readonly share: number;
  /** These queries instead of a share. */
  readonly queries?: readonly TrackId[] | undefined;
  /** Only so many of the queries, from this one on; all unless given. */
  readonly part?: { readonly from: number; readonly count: number };
}

/** Rankings of queries, and what they are worth in the mean. */
export interface Rankings {
  /** Queries in all, of which `rankings` may be a part. */
  readonly queries: number;
  /** Numbers that are kept of each vector, where the space is reduced and the lists are by these. */
  readonly reducedTo: number | undefined;
  readonly rankings: readonly Ranking[];
  /** Over the rankings whose query has a label: precision at k, and mean average precision. */
  readonly precision: MeanInterval;
  readonly averagePrecision: MeanInterval;
}

/** Names of what neighbours can be marked by. */
export function rankedLabels({ collection: { columns } }: Library): readonly string[] {
  return labelsOf(columns).filter(({ of }) => columns.ids.some((id) => of(id).length > 0))
    .map(({ name }) => name);
}

/**
 * Rankings of queries against all other tracks, each neighbour marked by whether it shares a label with the
 * query. Other work has its turn between two queries. Undefined where there is no such space or label.
 */
export async function rankQueries(
  library: Library,
  { space, label, k, seed, share, queries, part }: RankingsRequest,
): Promise<Rankings | undefined> {
  const open = await library.spaces.get(space);
  const labels = rankLabels(library, label);
  if (!open || !labels) return undefined;
  const all = queries?.filter((id) => hasVector(open.table, id)) ??
    queriesOf(open.table, { share, seed });
  const asked = part ? all.slice(part.from, part.from + part.count) : all;
  const found: Ranking[] = [];
  for (const ranking of rankings(open.table, labels, { k, seed, queries: asked })) {
    found.push(ranking);
    await othersTurn();
  }
  const mean = (of: "precision" | "averagePrecision") =>
    meanInterval(found.map((one) => one[of]).filter((x) => !Number.isNaN(x)), seeded(seed));
  return {
    queries: all.length,
    reducedTo: open.reducedTo,
    rankings: found,
    precision: mean("precision"),
    averagePrecision: mean("averagePrecision"),
  };
}

function hasVector(table: VectorTable, id: TrackId): boolean {
  const row = table.rowOf(id);
  return row !== undefined && table.present[row] === 1;
}

/** What neighbours are marked by under a name of {@linkcode rankedLabels}. */
export function rankLabels({ collection }: Library, name: string): Labels | undefined {
  return labelsOf(collection.columns).find((labels) => labels.name === name);
}

function labelsOf(columns: Parameters<typeof knowledgeOf>[0]): readonly Labels[] {
  const { labels, classes = [] } = knowledgeOf(columns);
  return [...labels, ...classes];
}
