import type { CompareRequest, Distances } from "../compare/mod.ts";
import type { Space } from "../domain/mod.ts";
import {
  cosinesTo,
  distanceHistogram,
  DUPLICATE_COSINE,
  estimatedCosines,
  type FoundBy,
  type IndexState,
  type Metric,
  mutualNeighbours,
  type Neighbour,
  normOf,
  unitOf,
} from "../similarity/mod.ts";
import { type Lookup, lookupOf } from "./lookup.ts";
import type { Library } from "./library.ts";
import { compareNearest, reducedHits } from "./_reduced_list.ts";
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
  /**
   * Cosine of each row of the table with the query; NaN where there is none. In a reduced space, an
   * estimate of those that were not compared in whole.
   */
  readonly cosines: Float32Array;
  /** Rows of a reduced space that were compared in whole, with their vectors. */
  readonly compared: Map<number, Float32Array>;
  /** In a reduced space, the rows nearest by reduced vectors, whatever is asked. */
  readonly nearest: Nearest | undefined;
}

/** Rows to be compared in whole, and how they were found. */
export interface Nearest {
  readonly rows: readonly number[];
  readonly by: FoundBy;
  readonly milliseconds: number;
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
  readonly by: FoundBy;
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
  const vector = await subject.vectorIn(open);
  const own = subject.id === undefined ? undefined : open.table.rowOf(subject.id);
  const lookup = lookupOf(open, library.collection);
  const cosines = vector ? cosinesIn(open, vector) : new Float32Array(open.table.length).fill(NaN);
  const sight = { open, lookup, vector, own, cosines, compared: new Map(), nearest: undefined };
  return open.whole && vector ? { ...sight, nearest: await compareNearest(sight) } : sight;
}

function cosinesIn({ table, whole }: OpenSpace, vector: Float32Array): Float32Array {
  if (!whole) return cosinesTo(table, vector);
  const reduced = whole.reduction.reduce(vector);
  return estimatedCosines(table, reduced ?? new Float32Array(table.dimensions));
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
  if (sight.open.whole) return await reducedHits(sight, { request, mask });
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
  if (count === 0) return { by: "exact", milliseconds: 0, hits: [] };
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

/** How the lists of a space are found, in words. */
export function howOf(
  { index: { state }, dimensions, table, whole }: OpenSpace,
  { by, masked }: { readonly by: FoundBy; readonly masked: boolean },
): string {
  if (!whole) {
    return masked && by !== "index" ? "searches with tracks left out are exact" : stateOf(state);
  }
  const reduced = `the space is too large for memory, so that ${table.dimensions} of ` +
    `${dimensions.toLocaleString("en")} numbers a track are kept, and the nearest by these are ` +
    "read whole and compared";
  return by === "index" ? `${reduced}; found by ${stateOf(state)}` : reduced;
}

function stateOf(state: IndexState): string {
  if (state.state === "exact") return state.reason;
  if (state.state === "building") {
    return `search is exact until the index is built: ${Math.floor(100 * state.progress)} % are in`;
  }
  const { tracks, loaded, seconds } = state.facts;
  const origin = `${loaded ? "loaded" : "built"} in ${seconds.toFixed(1)} s`;
  return `an index of ${tracks.toLocaleString("en")} tracks, ${origin}`;
}
