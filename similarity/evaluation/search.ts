import { othersTurn, sampled, seeded, type TrackId } from "../../domain/mod.ts";
import { cosineOf, exactNeighboursOf } from "../exact.ts";
import type { NeighbourIndex } from "../index/neighbour_index.ts";
import { streamedNeighbours, type WholeVectors } from "../reduced/whole_vectors.ts";
import { rowsWithVector } from "../_rows.ts";

/** Speed of a search for ten neighbours, and what is missed by one that is not exact. */
export interface SearchFigures {
  /** Search through all; where vectors are reduced, with the likeliest read and compared in whole. */
  readonly exactMs: number;
  /** Null where there is no index; `reason` then says why. */
  readonly index: { readonly ms: number; readonly recall: number; readonly facts: unknown } | null;
  readonly reason: string;
  /** Of a space that is too large for memory: numbers kept of each vector, and recall without the index. */
  readonly reduced?: { readonly from: number; readonly to: number; readonly recall: number };
}

/** Pairs of near-duplicates, most alike first. */
export type DuplicateFigures = readonly {
  readonly a: TrackId;
  readonly b: TrackId;
  readonly cosine: number;
}[];

const K = 10;

/**
 * Measures searches as an index answers them. Others get a turn after each.
 *
 * @param index `state` is taken as it is: await `settled` for that of an index which is being built.
 */
export async function searchFigures(
  index: NeighbourIndex,
  { seed = 1, count = 100 }: { readonly seed?: number; readonly count?: number } = {},
): Promise<SearchFigures> {
  const { table, whole, state } = index;
  const rows = Array.from(
    sampled(rowsWithVector(table), { count, random: seeded(seed) }),
  );
  const exact = await exactLists(index, rows);
  const through = whole && await timed(index, { rows, right: exact.lists, mask: everyRow(index) });
  const figures = {
    exactMs: through?.ms ?? exact.ms,
    ...(through && {
      reduced: {
        from: whole.reduction.dimensions,
        to: table.dimensions,
        recall: through.recall,
      },
    }),
  };
  if (state.state !== "ready") {
    const reason = state.state === "exact" ? state.reason : "the index is still being built";
    return { ...figures, index: null, reason };
  }
  const found = await timed(index, { rows, right: exact.lists });
  return { ...figures, index: { ...found, facts: state.facts }, reason: "" };
}

/** With a mask, even of all rows, an index is not asked. */
function everyRow({ table }: NeighbourIndex): Uint8Array {
  return new Uint8Array(table.length).fill(1);
}

/** Exact lists, and the time of one; in a reduced space all vectors are read once, which is not timed. */
async function exactLists(
  index: NeighbourIndex,
  rows: readonly number[],
): Promise<{ readonly lists: readonly Set<TrackId>[]; readonly ms: number }> {
  const { table, whole } = index;
  if (whole) return { lists: await listsOf(index, { rows, whole }), ms: NaN };
  const lists: Set<TrackId>[] = [];
  let ms = 0;
  for (const row of rows) {
    const started = performance.now();
    lists.push(new Set(exactNeighboursOf(table, row, { k: K }).map(({ id }) => id)));
    ms += (performance.now() - started) / rows.length;
    await othersTurn();
  }
  return { lists, ms };
}

async function listsOf(
  index: NeighbourIndex,
  { rows, whole }: { readonly rows: readonly number[]; readonly whole: WholeVectors },
): Promise<Set<TrackId>[]> {
  const ids = rows.map((row) => index.table.ids[row]!);
  const vectors = await whole.read(ids);
  const queries = ids.map((id, i) => ({ id, vector: vectors[i]! }));
  const lists = await streamedNeighbours(whole.all(), queries, { k: K });
  return lists.map((list) => new Set(list.map(({ id }) => id)));
}

async function timed(
  index: NeighbourIndex,
  { rows, right, mask }: {
    readonly rows: readonly number[];
    readonly right: readonly Set<TrackId>[];
    readonly mask?: Uint8Array;
  },
): Promise<{ readonly ms: number; readonly recall: number }> {
  let [ms, hits, wanted] = [0, 0, 0];
  for (const [i, row] of rows.entries()) {
    const { neighbours, milliseconds } = await index.searchOf(row, { k: K, mask });
    ms += milliseconds / rows.length;
    wanted += right[i]!.size;
    hits += neighbours.filter(({ id }) => right[i]!.has(id)).length;
    await othersTurn();
  }
  return { ms, recall: hits / wanted };
}

/**
 * Of pairs that are near-duplicates by reduced vectors, those that are by whole ones. None is missed, as
 * reduced vectors are never less alike.
 */
export async function duplicatesInWhole(
  pairs: DuplicateFigures,
  { whole, threshold }: { readonly whole: WholeVectors; readonly threshold: number },
): Promise<DuplicateFigures> {
  const found: { a: TrackId; b: TrackId; cosine: number }[] = [];
  for (const { a, b } of pairs) {
    const [first, second] = await whole.read([a, b]);
    const cosine = first && second ? cosineOf(first, second) : NaN;
    if (cosine > threshold) found.push({ a, b, cosine });
  }
  return found.sort((x, y) => y.cosine - x.cosine);
}
