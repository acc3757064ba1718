import { Largest } from "../largest.ts";
import { pointAt, type Points, squaredDistances } from "./points.ts";

/** Edges of a tree over `n` points, in order of length. */
export interface Tree {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly lengths: Float32Array;
}

const BLOCK = 64;
const REPORT_EVERY = 256;

/** Squared distance of each point from its `neighbours`-th nearest, itself the first. Shape `(n,)`. */
export function squaredCores(
  points: Points,
  neighbours: number,
  progress: (share: number) => void,
): Float32Array {
  const { length } = points;
  const cores = new Float32Array(length);
  for (let start = 0; start < length; start += BLOCK) {
    const queries = Array.from(
      { length: Math.min(BLOCK, length - start) },
      (_, i) => pointAt(points, start + i),
    );
    const nearest = queries.map(() => new Largest(neighbours));
    squaredDistances(points, queries, (query, _, squared) => {
      for (let i = 0; i < squared.length; i++) nearest[query]!.offer(-squared[i]!);
    });
    nearest.forEach((list, i) => cores[start + i] = Math.max(0, -list.floor));
    progress((start + queries.length) / length);
  }
  return cores;
}

/**
 * The minimum spanning tree of mutual reachability, the largest of two points' distance and their core
 * distances (Prim 1957). Brings the points, all of which are there, into the order in which they join, so that
 * each step looks only at those that are left.
 */
export function spanningTree(
  points: Points,
  cores: Float32Array,
  progress: (share: number) => void,
): Tree {
  const { length: n } = points;
  const data = points.rows.data(n);
  const [squares, core] = [points.squares.slice(), cores.slice()];
  const point = Uint32Array.from(squares.keys());
  const best = new Float32Array(n).fill(Infinity);
  const nearest = new Uint32Array(n);
  const edges = Math.max(0, n - 1);
  const [from, to] = [new Uint32Array(edges), new Uint32Array(edges)];
  const lengths = new Float32Array(edges);
  for (let left = n - 1; left > 0; left--) {
    const query = pointAt(points, left);
    const [own, dense, joined] = [squares[left]!, core[left]!, point[left]!];
    let [next, least] = [0, Infinity];
    points.rows.dots([query], {
      to: left,
      each(_, start, products) {
        for (let i = 0; i < products.length; i++) {
          const at = start + i;
          const reach = Math.max(own + squares[at]! - 2 * products[i]!, dense, core[at]!);
          if (reach < best[at]!) {
            best[at] = reach;
            nearest[at] = joined;
          }
          if (best[at]! < least) [next, least] = [at, best[at]!];
        }
      },
    });
    const edge = n - 1 - left;
    from[edge] = nearest[next]!;
    to[edge] = point[next]!;
    lengths[edge] = Math.sqrt(least);
    swapRows(data, points.dimensions, [next, left - 1]);
    for (const list of [squares, core, best, point, nearest]) swap(list, [next, left - 1]);
    if (edge % REPORT_EVERY === 0) progress(1 - (left / n) ** 2);
  }
  return inOrder({ from, to, lengths });
}

function swap(list: Float32Array | Uint32Array, [a, b]: readonly [number, number]): void {
  const held = list[a]!;
  list[a] = list[b]!;
  list[b] = held;
}

function swapRows(
  data: Float32Array,
  size: number,
  [a, b]: readonly [number, number],
): void {
  if (a === b) return;
  const held = data.slice(a * size, (a + 1) * size);
  data.copyWithin(a * size, b * size, (b + 1) * size);
  data.set(held, b * size);
}

function inOrder({ from, to, lengths }: Tree): Tree {
  const order = Uint32Array.from(lengths.keys()).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  return {
    from: Uint32Array.from(order, (i) => from[i]!),
    to: Uint32Array.from(order, (i) => to[i]!),
    lengths: Float32Array.from(order, (i) => lengths[i]!),
  };
}
