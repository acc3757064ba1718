import type { CompareRequest, Distances } from "../compare/mod.ts";
import type { Space } from "../domain/mod.ts";
import {
  cosinesTo,
  distanceHistogram,
  DUPLICATE_COSINE,
  type IndexState,
  type Metric,
  mutualNeighbours,
  type Neighbour,
  normOf,
  unitOf,
} from "../similarity/mod.ts";
import { type Lookup, lookupOf } from "./lookup.ts";
import type { Library } from "./library.ts";
import type { OpenSpace } from "./spaces.ts";
import type { Subject } from "./subject.ts";

/** A query in one space, and how like it every row is. */
export interface Sight {
  readonly open: OpenSpace;
  readonly lookup: Lookup;
  /** `undefined` where the query has no vector in this space. */
  readonly vector: Float32Array | undefined;
  /** The query's own row; absent for one that is no part of the collection. */
  readonly own: number | undefined;
  /** Cosine of each row of the table with the query; NaN where there is none. */
  readonly cosines: Float32Array;
}

/** A neighbour as it was found. */
export interface Hit {
  readonly row: number;
  readonly cosine: number;
  readonly dot?: number;
  readonly mutual?: number;
}

/** A list as it was found, best first. */
export interface Hits {
  readonly by: "exact" | "index";
  readonly milliseconds: number;
  readonly hits: readonly Hit[];
}

/** Looks from a query at one space; `undefined` where no track has a vector in it. */
export async function sightOf(
  library: Library,
  { subject, space }: { readonly subject: Subject; readonly space: Space },
): Promise<Sight | undefined> {
  const open = await library.spaces.get(space);
  if (!open) return undefined;
  const vector = subject.vectorIn(open);
  const own = subject.id === undefined ? undefined : open.table.rowOf(subject.id);
  const cosines = vector
    ? cosinesTo(open.table, vector)
    : new Float32Array(open.table.length).fill(NaN);
  return { open, lookup: lookupOf(open, library.collection), vector, own, cosines };
}

/** The nearest rows of a sight among those of a mask (all rows where it is left out). */
export async function hitsOf(
  sight: Sight,
  { request, mask }: {
    readonly request: CompareRequest;
    readonly mask: Uint8Array | undefined;
  },
): Promise<Hits> {
  const { open: { table, index }, vector, own, cosines } = sight;
  if (!vector) return { by: "exact", milliseconds: 0, hits: [] };
  const { k, metric, mutual } = request;
  if (mutual) return mutualHits(sight, { k, mask });
  const found = await index.search(vector, { k, metric, mask, except: own, cosines });
  const scale = normOf(vector);
  const hits = found.neighbours.map(({ row, similarity }: Neighbour): Hit =>
    metric === "cosine"
      ? { row, cosine: similarity }
      : { row, cosine: similarity / (scale * table.norms[row]!), dot: similarity }
  );
  return { by: found.by, milliseconds: found.milliseconds, hits };
}

function mutualHits(
  { open: { table, profiles: { current: profiles } }, vector, own, cosines }: Sight,
  { k, mask }: { readonly k: number; readonly mask: Uint8Array | undefined },
): Hits {
  const started = performance.now();
  const all = new Uint32Array(table.length);
  let count = 0;
  for (let row = 0; row < all.length; row++) {
    if (row !== own && mask?.[row] !== 0 && !Number.isNaN(cosines[row]!)) all[count++] = row;
  }
  const rows = all.subarray(0, count);
  const query = own === undefined ? profiles.ofUnit(unitOf(vector!)!) : profiles.ofRows([own])[0]!;
  const hits = mutualNeighbours(profiles, { query, cosines, rows, k })
    .map(({ row, distance }): Hit => ({ row, cosine: cosines[row]!, mutual: distance }));
  return { by: "exact", milliseconds: performance.now() - started, hits };
}

/** Place of a row among those that may be found, by cosine or dot product, 1 for the nearest. */
export function placeOf(
  { cosines, own, open: { table: { norms } } }: Sight,
  { row, mask, metric }: {
    readonly row: number;
    readonly mask: Uint8Array | undefined;
    readonly metric: Metric;
  },
): number | null {
  const scoreOf = (at: number) => metric === "cosine" ? cosines[at]! : cosines[at]! * norms[at]!;
  const score = scoreOf(row);
  if (Number.isNaN(score)) return null;
  let place = 1;
  for (let other = 0; other < cosines.length; other++) {
    if (other === own || other === row || mask?.[other] === 0) continue;
    const rival = scoreOf(other);
    if (rival > score || (rival === score && other < row)) place++;
  }
  return place;
}

/** Whether a row is so near to the query that it is taken for the same recording. */
export function isDuplicate({ cosines, own }: Sight, row: number): boolean {
  return row !== own && cosines[row]! > DUPLICATE_COSINE;
}

/** Distances of the query to all others of the space. */
export function distancesOf({ cosines, own }: Sight): Distances {
  const { from, to, counts } = distanceHistogram(cosines, { except: own });
  return { from, to, counts: Array.from(counts) };
}

/** How the index of a space stands, in words. */
export function howOf(state: IndexState): string {
  if (state.state === "exact") return state.reason;
  if (state.state === "building") {
    return `search is exact until the index is built: ${Math.floor(100 * state.progress)} % are in`;
  }
  const { tracks, loaded, seconds } = state.facts;
  const origin = `${loaded ? "loaded" : "built"} in ${seconds.toFixed(1)} s`;
  return `an index of ${tracks.toLocaleString("en")} tracks, ${origin}`;
}
