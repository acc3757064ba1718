import { rankCorrelation } from "../../domain/mod.ts";
import { overlapOf, rankBiasedOverlap } from "../lists.ts";
import type { VectorSpace } from "./vector_space.ts";
import type { Hit, View } from "./view.ts";

/** A list with where it was looked for. */
export interface Looked {
  readonly space: VectorSpace;
  readonly view: View;
  readonly hits: readonly Hit[];
}

/** How alike the lists of one query are in two spaces. */
export interface ListAgreement {
  /** Tracks in both lists. */
  readonly common: number;
  /** See {@linkcode overlapOf}. */
  readonly overlap: number;
  readonly rankBiased: number;
  /** Of the distances of a sample of tracks, by rank. */
  readonly correlation: number;
  /** Tracks of that sample. */
  readonly correlated: number;
}

/** How alike two lists are, and the distances they come from; NaN where it cannot be told. */
export function agreementOfLists(a: Looked, b: Looked): ListAgreement {
  const first = a.hits.map(({ row }) => row);
  const second = b.hits.map(({ id, row }) => a.view.table.rowOf(id) ?? -1 - row);
  const inBoth = new Set(first);
  return {
    common: second.filter((row) => inBoth.has(row)).length,
    overlap: overlapOf(first, second),
    rankBiased: rankBiasedOverlap(first, second),
    ...correlate(a, b),
  };
}

function correlate(a: Looked, b: Looked): Pick<ListAgreement, "correlation" | "correlated"> {
  const { ids } = a.view.table;
  const distances = Array.from(a.space.sample, (row): [number, number] => {
    const other = row === a.view.own ? undefined : b.view.table.rowOf(ids[row]!);
    return [a.view.cosines[row]!, other === undefined ? NaN : b.view.cosines[other]!];
  }).filter((pair) => !pair.some(Number.isNaN));
  const correlation = rankCorrelation(
    distances.map(([x]) => x),
    distances.map(([, y]) => y),
  );
  return { correlation, correlated: distances.length };
}
