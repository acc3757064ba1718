import { type Neighbourhoods, neighbourRows } from "../similarity/mod.ts";

/** Weighted edges between points, each in both directions. */
export interface FuzzyGraph {
  readonly points: number;
  readonly heads: Uint32Array;
  readonly tails: Uint32Array;
  /** In (0, 1]. */
  readonly weights: Float32Array;
}

const BISECTIONS = 64;
const TOLERANCE = 1e-5;
/** Smallest scale of a neighbourhood, relative to its mean distance. */
const LEAST_SCALE = 1e-3;

/**
 * The fuzzy simplicial set of neighbour lists (McInnes, Healy and Melville 2018, §3.1): weights fall
 * from 1 at each point's nearest neighbour so that they sum to log2(k); those of the two directions are
 * joined as probabilities. Points are numbered as the queries are.
 */
export function fuzzyGraph(lists: Neighbourhoods): FuzzyGraph {
  const { k, queries } = lists;
  const pointOf = new Map(Array.from(queries, (row, point) => [row, point]));
  const neighbours = Array.from(
    queries,
    (_, i) => Array.from(neighbourRows(lists, i), (row) => pointOf.get(row)!),
  );
  const directed = neighbours.map((list, i) => {
    const distances = list.map((_, rank) => Math.max(0, 1 - lists.cosines[i * k + rank]!));
    return new Map(membershipsOf(distances).map((weight, rank) => [list[rank]!, weight]));
  });
  const heads: number[] = [];
  const tails: number[] = [];
  const weights: number[] = [];
  for (const [head, list] of directed.entries()) {
    for (const [tail, weight] of list) {
      const back = directed[tail]!.get(head);
      if (back !== undefined && tail < head) continue;
      const joined = weight + (back ?? 0) - weight * (back ?? 0);
      heads.push(head, tail);
      tails.push(tail, head);
      weights.push(joined, joined);
    }
  }
  return {
    points: queries.length,
    heads: Uint32Array.from(heads),
    tails: Uint32Array.from(tails),
    weights: Float32Array.from(weights),
  };
}

/** Weight of each neighbour by its distance, nearest first. */
function membershipsOf(distances: readonly number[]): number[] {
  const nearest = distances.find((distance) => distance > 0) ?? 0;
  const beyond = distances.map((distance) => Math.max(0, distance - nearest));
  const target = Math.log2(distances.length + 1);
  const sumAt = (scale: number) => beyond.reduce((sum, x) => sum + Math.exp(-x / scale), 0);
  let [low, high, scale] = [0, Infinity, 1];
  for (let i = 0; i < BISECTIONS; i++) {
    const sum = sumAt(scale);
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) high = scale;
    else low = scale;
    scale = high === Infinity ? 2 * scale : (low + high) / 2;
  }
  const mean = distances.reduce((sum, x) => sum + x, 0) / distances.length;
  const least = Math.max(LEAST_SCALE * mean, Number.MIN_VALUE);
  return beyond.map((x) => Math.exp(-x / Math.max(scale, least)));
}
