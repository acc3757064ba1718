import { condensed, labelsOf } from "./_condensed.ts";
import { spanningTree, squaredCores } from "./_reachability.ts";
import { type Points, somePoints } from "./points.ts";

/** What {@linkcode hdbscan} is to do. */
export interface HdbscanOptions {
  /** Points of a cluster at least. Default 5. */
  readonly minSize?: number;
  /** A point's neighbourhood, itself counted, that says how dense it is there. Default: `minSize`. */
  readonly neighbours?: number;
  progress?(share: number): void;
}

/**
 * HDBSCAN (Campello, Moulavi and Sander 2013; McInnes and Healy 2017): clusters of whatever shape and number
 * by density, excess of mass choosing among them. The spanning tree is exact: time grows with the square of the
 * points.
 *
 * @returns Cluster of each row in order of size, -1 for noise and where there is no point. Shape `(length,)`.
 */
export function hdbscan(points: Points, options: HdbscanOptions = {}): Int32Array {
  const { minSize = 5, progress } = options;
  const n = points.there.length;
  const labels = new Int32Array(points.length).fill(-1);
  if (n < 2 * minSize) return labels;
  const own = somePoints(points, points.there);
  const neighbours = Math.min(options.neighbours ?? minSize, n);
  const cores = squaredCores(own, neighbours, (share) => progress?.(share / 2));
  const tree = spanningTree(own, cores, (share) => progress?.((1 + share) / 2));
  const found = labelsOf(condensed(tree, { n, minSize }), n);
  points.there.forEach((row, i) => labels[row] = found[i]!);
  return labels;
}
