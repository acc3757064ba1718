import type { Agreement } from "../compare/mod.ts";
import { overlapOf, rankBiasedOverlap } from "../similarity/mod.ts";
import type { Hits, Sight } from "./_list.ts";
import { rankCorrelation } from "../domain/mod.ts";

/** One list with where it was looked for. */
export interface Looked {
  readonly sight: Sight;
  readonly hits: Hits;
}

/** How alike two lists are. */
export function agreementOf([a, b]: readonly [Looked, Looked]): Agreement {
  const [first, second] = [a, b].map(({ sight, hits }) =>
    hits.hits.map(({ row }) => sight.lookup.columnRow[row]!)
  ) as [number[], number[]];
  const inBoth = new Set(first);
  const { correlation, count } = correlate(a.sight, b.sight);
  return {
    spaces: [a.sight.open.space, b.sight.open.space],
    common: second.filter((row) => inBoth.has(row)).length,
    overlap: finite(overlapOf(first, second)),
    rank_biased_overlap: finite(rankBiasedOverlap(first, second)),
    rank_correlation: finite(correlation),
    correlated: count,
  };
}

function correlate(a: Sight, b: Sight) {
  const { ids } = a.open.table;
  const distances = Array.from(a.lookup.sample, (row): [number, number] => {
    const other = row === a.own ? undefined : b.open.table.rowOf(ids[row]!);
    return [a.cosines[row]!, other === undefined ? NaN : b.cosines[other]!];
  }).filter((pair) => !pair.some(Number.isNaN));
  const correlation = rankCorrelation(
    distances.map(([x]) => x),
    distances.map(([, y]) => y),
  );
  return { correlation, count: distances.length };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
