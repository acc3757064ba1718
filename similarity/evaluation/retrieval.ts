import { sampled, seeded, type TrackId } from "../../domain/mod.ts";
import { exactNeighboursOf, type Neighbour } from "../exact.ts";
import { rowsWithVector } from "../_rows.ts";
import type { VectorTable } from "../vector_table.ts";
import type { Labels } from "./precision.ts";

/** The share of tracks that are queries unless asked otherwise, as retrieval courses have it. */
export const QUERY_SHARE = 0.05;

/** One query with its ranking. */
export interface Ranking {
  readonly query: TrackId;
  /** Nearest first. */
  readonly neighbours: readonly Neighbour[];
  /** Whether each neighbour shares a label with the query. */
  readonly hits: readonly boolean[];
  /** Tracks that share a label with the query, found or not; 0 where the query has none. */
  readonly relevant: number;
  /** Share of hits among the neighbours; NaN where the query has no label. */
  readonly precision: number;
  /** Mean of the precisions at each hit, over the relevant that the list can hold; NaN as above. */
  readonly averagePrecision: number;
}

/** A seeded share of the tracks that have a vector. */
export function queriesOf(
  table: VectorTable,
  { share, seed }: { readonly share: number; readonly seed: number },
): readonly TrackId[] {
  const present = rowsWithVector(table);
  const count = Math.max(1, Math.round(share * present.length));
  return Array.from(
    sampled(present, { count, random: seeded(seed) }),
    (row) => table.ids[row]!,
  );
}

/** Which queries are ranked, and how far. */
export interface RetrievalOptions {
  /** Length of a ranking. */
  readonly k: number;
  readonly seed: number;
  /** Share of the tracks that are queries, in (0, 1]; {@linkcode QUERY_SHARE} unless given. */
  readonly share?: number;
  /** These queries instead of a share. */
  readonly queries?: readonly TrackId[];
}

/** Rankings of seeded random queries against all other tracks of a space, query by query. */
export function* rankings(
  table: VectorTable,
  labels: Labels,
  { k, seed, share = QUERY_SHARE, queries }: RetrievalOptions,
): Generator<Ranking> {
  const present = rowsWithVector(table);
  const rows = (queries ?? queriesOf(table, { share, seed }))
    .map((id) => table.rowOf(id) ?? -1).filter((row) => row >= 0);
  const bearing = new Map<string, Set<number>>();
  for (const row of present) {
    for (const label of labels.of(table.ids[row]!)) {
      const known = bearing.get(label);
      if (known) known.add(row);
      else bearing.set(label, new Set([row]));
    }
  }
  for (const row of rows) {
    const query = table.ids[row]!;
    const own = labels.of(query);
    const relevant = new Set(own.flatMap((label) => [...bearing.get(label) ?? []]));
    relevant.delete(row);
    const neighbours = exactNeighboursOf(table, row, { k });
    const hits = neighbours.map((neighbour) => relevant.has(neighbour.row));
    yield {
      query,
      neighbours,
      hits,
      relevant: relevant.size,
      precision: own.length === 0 ? NaN : hits.filter(Boolean).length / hits.length,
      averagePrecision: own.length === 0 ? NaN : averagePrecision(hits, relevant.size),
    };
  }
}

/** Mean of the precisions at each hit, over the number of relevant ones that the list could hold. */
export function averagePrecision(hits: readonly boolean[], relevant: number): number {
  const most = Math.min(relevant, hits.length);
  if (most === 0) return 0;
  let [found, sum] = [0, 0];
  for (const [rank, hit] of hits.entries()) {
    if (!hit) continue;
    found++;
    sum += found / (rank + 1);
  }
  return sum / most;
}
