import { sampled, seeded, type TrackId } from "../../domain/mod.ts";
import { cosinesTo } from "../exact.ts";
import { type Groups, together } from "../masks.ts";
import type { VectorTable } from "../vector_table.ts";
import type { LabelledRows } from "./precision.ts";

/** A space whose distances are combined with those of others. */
export interface StudiedPart {
  readonly table: VectorTable;
  /** Standard deviation of its cosine distances. */
  readonly deviation: number;
}

/** Bytes of similarities that are kept between two looks at other weights. */
const KEPT_BYTES = 128e6;
/** Queries that are drawn: as many as can be kept, within these bounds. */
const QUERIES = [100, 500] as const;

/**
 * Queries and their likeness to all tracks in several spaces, so that the spaces can be combined by any
 * weights without comparing vectors again. Rows are the tracks that have a vector in every space.
 */
export class CombinedStudy {
  /** The tracks that are compared. */
  readonly rows: LabelledRows;
  /** Rows of the queries, drawn with the seed. */
  readonly queries: Uint32Array;
  readonly parts: readonly StudiedPart[];
  /** Row in each part's table of each row here. */
  readonly #rowsIn: readonly Uint32Array[];
  readonly #kept = new Map<number, readonly Float32Array[]>();
  readonly #most: number;

  constructor(parts: readonly StudiedPart[], { seed }: { readonly seed: number }) {
    this.parts = parts;
    const ids: TrackId[] = parts[0]!.table.ids.filter((id) =>
      parts.every(({ table }) => table.present[table.rowOf(id) ?? -1] === 1)
    );
    this.rows = { ids, present: new Uint8Array(ids.length).fill(1), count: ids.length };
    this.#rowsIn = parts.map(({ table }) => Uint32Array.from(ids, (id) => table.rowOf(id)!));
    this.#most = Math.floor(KEPT_BYTES / Math.max(1, 4 * ids.length * parts.length));
    const count = Math.min(QUERIES[1], Math.max(QUERIES[0], this.#most));
    const all = Uint32Array.from(ids, (_, row) => row);
    this.queries = Uint32Array.from(sampled(all, { count, random: seeded(seed) }));
  }

  /**
   * The `k` rows nearest to a query by the weighted sum of its similarities, each by its deviation, best
   * first; equal ones in row order.
   *
   * @param weights One a part; only the ratios matter.
   * @param apart Rows that are in a group of the query's are left out.
   */
  nearest(
    query: number,
    { weights, k, apart }: {
      readonly weights: readonly number[];
      readonly k: number;
      readonly apart?: Groups | undefined;
    },
  ): Uint32Array {
    const likeness = this.#likenessOf(query);
    const used = weights.flatMap((factor, i) =>
      factor > 0 ? [{ factor, scores: likeness[i]! }] : []
    );
    const isNear = together(apart ?? [], query);
    const rows = new Uint32Array(k);
    const best = new Float64Array(k).fill(-Infinity);
    let found = 0;
    for (let row = 0; row < this.rows.count; row++) {
      let score = 0;
      for (const { factor, scores } of used) score += factor * scores[row]!;
      if (!(score > best[k - 1]!) || row === query || isNear(row)) continue;
      let at = Math.min(found, k - 1);
      for (; at > 0 && best[at - 1]! < score; at--) {
        best[at] = best[at - 1]!;
        rows[at] = rows[at - 1]!;
      }
      best[at] = score;
      rows[at] = row;
      if (found < k) found++;
    }
    return rows.subarray(0, found);
  }

  /** Cosines of a query with all rows in each part, by the part's deviation. */
  #likenessOf(query: number): readonly Float32Array[] {
    const known = this.#kept.get(query);
    if (known) return known;
    const likeness = this.parts.map(({ table, deviation }, i) => {
      const rowsIn = this.#rowsIn[i]!;
      const cosines = cosinesTo(table, table.unit(rowsIn[query]!));
      const scores = new Float32Array(rowsIn.length);
      for (let row = 0; row < scores.length; row++) {
        scores[row] = cosines[rowsIn[row]!]! / deviation;
      }
      return scores;
    });
    if (this.#kept.size < this.#most) this.#kept.set(query, likeness);
    return likeness;
  }
}
