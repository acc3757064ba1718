import type { Space, TrackId } from "../../domain/mod.ts";
import { rankings, unitOf } from "../../similarity/mod.ts";
import type { Library } from "../library.ts";
import { rankLabels } from "./rankings.ts";

/** One query against all other tracks, and one of them beside it. */
export interface RankedQuery {
  /** Cosine with every other track, nearest first. Shape `(n,)`. */
  readonly similarities: Float32Array;
  /** 1 where the track of that rank shares a label with the query, same shape. */
  readonly relevant: Uint8Array;
  /** The vectors of the query and of the track beside it, of length 1; undefined where there is no such pair. */
  readonly pair: readonly [Float32Array, Float32Array] | undefined;
}

/** Compares a query with all other tracks of a space. Undefined where there is no such space, label or query. */
export async function rankedQuery(
  library: Library,
  { space, label, query, beside }: {
    readonly space: Space;
    /** One of `rankedLabels()`. */
    readonly label: string;
    readonly query: TrackId;
    /** The track whose vector is wanted besides. */
    readonly beside: TrackId | undefined;
  },
): Promise<RankedQuery | undefined> {
  const open = await library.spaces.get(space);
  const labels = rankLabels(library, label);
  if (!open || !labels) return undefined;
  const k = open.table.count;
  const { value } = rankings(open.table, labels, { k, seed: 1, queries: [query] }).next();
  if (!value) return undefined;
  const vectors = beside === undefined
    ? []
    : await Promise.all([query, beside].map(async (id) => unitOf(await open.vectorOf(id) ?? [])));
  const [first, second] = vectors;
  return {
    similarities: Float32Array.from(value.neighbours, ({ similarity }) => similarity),
    relevant: Uint8Array.from(value.hits, (hit) => hit ? 1 : 0),
    pair: first && second && [first, second],
  };
}
