import { type Neighbourhoods, neighbourRows } from "../neighbourhoods.ts";

/** Links between points, each in both directions, with their lengths. */
export interface NeighbourGraph {
  readonly points: number;
  /** Links of point `i`: from `starts[i]` to `starts[i + 1]`. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Cosine distances, in [0, 2]. */
  readonly lengths: Float32Array;
}

/**
 * The graph in which two points are linked where either is among the `k` nearest of the other.
 *
 * @param lists Of every point in order: query `i` is row `i`.
 */
export function neighbourGraph(lists: Neighbourhoods, k: number): NeighbourGraph {
  const points = lists.queries.length;
  const links = Array.from({ length: points }, () => new Map<number, number>());
  for (let point = 0; point < points; point++) {
    neighbourRows(lists, point).subarray(0, k).forEach((other, rank) => {
      const length = Math.max(0, 1 - lists.cosines[point * lists.k + rank]!);
      links[point]!.set(other, length);
      links[other]!.set(point, length);
    });
  }
  const starts = new Uint32Array(points + 1);
  links.forEach((own, point) => starts[point + 1] = starts[point]! + own.size);
  return {
    points,
    starts,
    ends: Uint32Array.from(links.flatMap((own) => [...own.keys()])),
    lengths: Float32Array.from(links.flatMap((own) => [...own.values()])),
  };
}

/**
 * The points of the shortest way from one point to another (Dijkstra 1959), both ends among them;
 * undefined where none leads there. A cosine distance is half the square of the step between unit
 * vectors, so that many small steps are shorter than a leap.
 */
export function shortestPath(
  { points, starts, ends, lengths }: NeighbourGraph,
  { from, to }: { readonly from: number; readonly to: number },
): number[] | undefined {
  const total = new Float64Array(points).fill(Infinity);
  const before = new Int32Array(points).fill(-1);
  const settled = new Uint8Array(points);
  total[from] = 0;
  for (let at = from; at !== to; at = nearestOf(total, settled)) {
    if (at < 0) return undefined;
    settled[at] = 1;
    for (let link = starts[at]!; link < starts[at + 1]!; link++) {
      const through = total[at]! + lengths[link]!;
      const end = ends[link]!;
      if (through >= total[end]!) continue;
      total[end] = through;
      before[end] = at;
    }
  }
  const path = [to];
  while (path[0] !== from) path.unshift(before[path[0]!]!);
  return path;
}

function nearestOf(total: Float64Array, settled: Uint8Array): number {
  let best = -1;
  for (let point = 0; point < total.length; point++) {
    if (settled[point] === 0 && total[point]! < (best < 0 ? Infinity : total[best]!)) best = point;
  }
  return best;
}
