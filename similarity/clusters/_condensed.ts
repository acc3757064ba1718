import type { Tree } from "./_reachability.ts";

/** The hierarchy of clusters, without splits that only shed a few points. */
export interface Condensed {
  /** Parent of each cluster, -1 of the root; parents stand before their children. */
  readonly parents: readonly number[];
  /** Inverse distance at which each cluster comes to be. */
  readonly births: readonly number[];
  /** Points of each cluster when it comes to be. */
  readonly sizes: readonly number[];
  /** The last cluster that each point is in, and the inverse distance at which it leaves it. */
  readonly clusterOf: Int32Array;
  readonly leaves: Float64Array;
}

/** Merges of single linkage: number `i` is node `n + i`, of two nodes at a distance. */
interface Merges {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly sizes: Uint32Array;
}

function mergesOf({ from, to }: Tree, n: number): Merges {
  const roots = Uint32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  const rootOf = (node: number) => {
    while (roots[node] !== node) {
      roots[node] = roots[roots[node]!]!;
      node = roots[node]!;
    }
    return node;
  };
  const [left, right] = [new Uint32Array(n - 1), new Uint32Array(n - 1)];
  const sizes = new Uint32Array(n - 1);
  const sizeOf = (node: number) => node < n ? 1 : sizes[node - n]!;
  for (let i = 0; i < n - 1; i++) {
    const [a, b] = [rootOf(from[i]!), rootOf(to[i]!)];
    [left[i], right[i]] = [a, b];
    sizes[i] = sizeOf(a) + sizeOf(b);
    roots[a] = roots[b] = n + i;
  }
  return { left, right, sizes };
}

/** The clusters of a spanning tree over `n` points, each with at least `minSize`. */
export function condensed(
  tree: Tree,
  { n, minSize }: { readonly n: number; readonly minSize: number },
): Condensed {
  const { left, right, sizes } = mergesOf(tree, n);
  const sizeOf = (node: number) => node < n ? 1 : sizes[node - n]!;
  const parents = [-1];
  const births = [0];
  const clusterSizes = [n];
  const clusterOf = new Int32Array(n);
  const leaves = new Float64Array(n);
  const fall = (node: number, cluster: number, lambda: number) => {
    const open = [node];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at >= n) open.push(left[at - n]!, right[at - n]!);
      else [clusterOf[at], leaves[at]] = [cluster, lambda];
    }
  };
  const open: [node: number, cluster: number][] = [[2 * n - 2, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, cluster] = next;
    const length = tree.lengths[node - n]!;
    const lambda = length > 0 ? 1 / length : Infinity;
    const children = [left[node - n]!, right[node - n]!];
    const large = children.filter((child) => sizeOf(child) >= minSize);
    for (const child of children) {
      if (sizeOf(child) < minSize) fall(child, cluster, lambda);
      else if (large.length === 1) open.push([child, cluster]);
      else {
        parents.push(cluster);
        births.push(lambda);
        clusterSizes.push(sizeOf(child));
        open.push([child, parents.length - 1]);
      }
    }
  }
  return { parents, births, sizes: clusterSizes, clusterOf, leaves };
}

/**
 * The clusters with the largest excess of mass, none within another and never the root alone. Cluster of each
 * point in order of size, -1 for noise.
 */
export function labelsOf(tree: Condensed, n: number): Int32Array {
  const { parents, clusterOf } = tree;
  const own = massesOf(tree);
  const chosen = new Uint8Array(parents.length);
  const below = new Float64Array(parents.length);
  for (let cluster = parents.length - 1; cluster > 0; cluster--) {
    const best = Math.max(own[cluster]!, below[cluster]!);
    chosen[cluster] = own[cluster]! >= below[cluster]! ? 1 : 0;
    below[parents[cluster]!]! += best;
  }
  const labelOf = new Int32Array(parents.length).fill(-1);
  for (let cluster = 1; cluster < parents.length; cluster++) {
    const above = labelOf[parents[cluster]!]!;
    labelOf[cluster] = above >= 0 ? above : chosen[cluster] === 1 ? cluster : -1;
  }
  const found = Int32Array.from({ length: n }, (_, i) => labelOf[clusterOf[i]!]!);
  return bySize(found, parents.length);
}

/** Sum over a cluster's points of how much longer it holds them than it has been there. */
function massesOf({ parents, births, sizes, clusterOf, leaves }: Condensed): Float64Array {
  const masses = new Float64Array(parents.length);
  clusterOf.forEach((cluster, point) =>
    masses[cluster]! += massOf(leaves[point]!, births[cluster]!)
  );
  for (let child = 1; child < parents.length; child++) {
    const parent = parents[child]!;
    masses[parent]! += sizes[child]! * massOf(births[child]!, births[parent]!);
  }
  return masses;
}

/** Points in one place leave at no distance; they count as at the least that single precision tells. */
function massOf(leaves: number, birth: number): number {
  const most = 1e6;
  return Math.min(leaves, most) - Math.min(birth, most);
}

function bySize(labels: Int32Array, clusters: number): Int32Array {
  const counts = new Uint32Array(clusters);
  for (const label of labels) if (label >= 0) counts[label]!++;
  const order = [...counts.keys()].filter((label) => counts[label]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const place = new Int32Array(clusters).fill(-1);
  order.forEach((label, i) => place[label] = i);
  return labels.map((label) => label < 0 ? -1 : place[label]!);
}
