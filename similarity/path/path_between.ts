import { othersTurn, type TrackId } from "../../domain/mod.ts";
import { DUPLICATE_COSINE } from "../duplicates.ts";
import { cosineOf, unitOf } from "../exact.ts";
import { type Neighbourhoods, neighbourhoodsInSlices } from "../neighbourhoods.ts";
import type { VectorSpace } from "../space/vector_space.ts";
import type { VectorTable } from "../vector_table.ts";
import { corridorBetween } from "./_corridor.ts";
import { neighbourGraph, shortestPath } from "./_neighbour_graph.ts";
import { waypointsAlong } from "./_waypoints.ts";

/** Which way through a space is asked for. */
export interface PathSearch {
  readonly from: TrackId;
  readonly to: TrackId;
  /** Tracks, both ends among them; at least 2. Default: as many as the way leads through. */
  readonly count?: number | undefined;
  /** Rows that the way may lead through, 1 each, shape `(n,)`; the ends always are. Default: all. */
  readonly mask?: Uint8Array | undefined;
  /**
   * Whether a track may stand beside those that were taken already, such as one of an artist who has
   * had enough. Default: any may.
   */
  readonly mayJoin?: ((id: TrackId, taken: readonly TrackId[]) => boolean) | undefined;
  /** Ends the search by throwing its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A way through a space, from one track to another. */
export interface SoundPath {
  readonly ids: readonly TrackId[];
  /** Cosine distance of each track to the one before, in [0, 2]; one fewer than tracks. */
  readonly steps: readonly number[];
  /** Tracks that the shortest way leads through, before it was evened out. */
  readonly through: readonly TrackId[];
  /** Nearest neighbours by which tracks were linked; undefined where the way is one leap. */
  readonly links: number | undefined;
  /** Tracks among which the way was looked for. */
  readonly among: number;
}

/** Tracks that a way is looked for among at most: all of MusAV in 2 s, and no longer in a million. */
const CORRIDOR = 2500;
/** Neighbours by which tracks are linked: more only where fewer do not lead there. */
const LINKS = [8, 16, 32] as const;
/** Tracks near a point of the way that are looked at, where those nearer may not join. */
const LOOKED_AT = [32, 512] as const;

/**
 * A way from one track to another in small even steps: the shortest path over the graph of nearest
 * neighbours among the tracks that are least out of the way, and along it the tracks nearest to evenly
 * spaced points. Undefined where an end has no vector. No track stands there twice, nor a near-duplicate
 * of another; there are fewer than `count` where no other may join.
 */
export async function pathBetween(
  space: VectorSpace,
  search: PathSearch,
): Promise<SoundPath | undefined> {
  const { from, to, mask, signal } = search;
  const [start, end] = [from, to].map((id) => space.table.rowOf(id));
  const { present } = space.table;
  if (start === undefined || end === undefined) return undefined;
  if (present[start] !== 1 || present[end] !== 1) return undefined;
  if (start === end) return { ids: [from], steps: [], through: [from], links: undefined, among: 1 };
  const corridor = corridorBetween(space.table, { from: start, to: end, most: CORRIDOR, mask });
  const lists = await listsOf(corridor.table, signal);
  let found: { readonly path: number[]; readonly links: number | undefined } | undefined;
  for (const links of LINKS) {
    await othersTurn();
    const path = found ? undefined : shortestPath(neighbourGraph(lists, links), corridor);
    if (path) found = { path, links };
  }
  const { path, links } = found ?? { path: [corridor.from, corridor.to], links: undefined };
  const through = path.map((point) => corridor.table.ids[point]!);
  const ids = await alongPath(space, through, search);
  return { ids, steps: stepsOf(space, ids), through, links, among: corridor.table.length };
}

const KEPT = new WeakMap<
  VectorTable,
  { readonly version: number; readonly lists: Neighbourhoods }
>();

/** The neighbours of every row; searched once as long as the table stays as it is. */
async function listsOf(
  table: VectorTable,
  signal: AbortSignal | undefined,
): Promise<Neighbourhoods> {
  const { version } = table;
  const kept = KEPT.get(table);
  if (kept?.version === version) return kept.lists;
  const k = Math.min(LINKS.at(-1)!, table.length - 1);
  const lists = await neighbourhoodsInSlices(table, { k, signal });
  if (table.version === version) KEPT.set(table, { version, lists });
  return lists;
}

async function alongPath(
  space: VectorSpace,
  through: readonly TrackId[],
  { from, to, count = through.length, mask, mayJoin, signal }: PathSearch,
): Promise<TrackId[]> {
  const units: Float32Array[] = [];
  for (const id of through) units.push(unitOf((await space.vectorOf(id))!)!);
  const points = waypointsAlong(units, Math.max(2, count)).slice(1, -1);
  const ids = [from];
  const taken = [from, to];
  const vectors = [units[0]!, units.at(-1)!];
  for (const point of points) {
    await othersTurn();
    signal?.throwIfAborted();
    const joined = await nearestJoining(space, point, { mask, vectors, taken, mayJoin });
    if (!joined) continue;
    ids.push(joined.id);
    taken.push(joined.id);
    vectors.push(joined.unit);
  }
  return [...ids, to];
}

/** The track nearest to a point that is not there yet, no duplicate of one that is, and may join. */
async function nearestJoining(
  space: VectorSpace,
  point: Float32Array,
  { mask, vectors, taken, mayJoin }: Pick<PathSearch, "mask" | "mayJoin"> & {
    readonly vectors: readonly Float32Array[];
    readonly taken: readonly TrackId[];
  },
): Promise<{ readonly id: TrackId; readonly unit: Float32Array } | undefined> {
  for (const k of LOOKED_AT) {
    const { neighbours } = await space.search(point, { k, mask });
    for (const { id } of neighbours) {
      if (taken.includes(id) || mayJoin?.(id, taken) === false) continue;
      const unit = unitOf((await space.vectorOf(id))!)!;
      if (vectors.some((vector) => cosineOf(vector, unit) > DUPLICATE_COSINE)) continue;
      return { id, unit };
    }
  }
  return undefined;
}

function stepsOf(space: VectorSpace, ids: readonly TrackId[]): number[] {
  return ids.slice(1).map((id, i) => space.distanceOf(ids[i]!, id));
}
