import { inSlices } from "../domain/mod.ts";

/** The most tracks that are put in a smooth order: the work grows faster than their square. */
export const MOST_SMOOTHED = 1_000;
/** Tracks that are moved together at most. */
const LONGEST_MOVE = 3;
/** Rounds through all moves; each shortens the way, and the last finds nothing more. */
const MOST_ROUNDS = 100;
/** What a gain has to be to count: less is rounding. */
const LEAST_GAIN = 1e-6;

/** What a transition costs, between places of the list as it was given. */
export type CostOf = (from: number, to: number) => number;

/** Places of a list in a new order, and the sum of the transitions' costs before and after. */
export interface Smoothed {
  readonly order: readonly number[];
  readonly before: number;
  readonly after: number;
}

/**
 * An order of a list, which keeps its first track, in which transitions cost less: from the order as it
 * is and from the one that always goes on to the nearest, improved by turning stretches round (2-opt,
 * G. A. Croes 1958) and by moving up to three tracks elsewhere (Or-opt, I. Or 1976) until neither helps.
 * The cheaper one; never one that costs more than before. In slices, see {@linkcode inSlices}.
 *
 * @param count At most {@linkcode MOST_SMOOTHED}.
 * @param costOf The same in both directions, and a number.
 */
export function smoothOrder(
  count: number,
  { costOf, signal }: { readonly costOf: CostOf; readonly signal?: AbortSignal | undefined },
): Promise<Smoothed> {
  return inSlices(smoothing(count, costOf), signal);
}

function* smoothing(count: number, costOf: CostOf): Generator<void, Smoothed> {
  const costs = new Float32Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) costs[a * count + b] = costs[b * count + a] = costOf(a, b);
    yield;
  }
  const cost = (a: number, b: number) => costs[a * count + b]!;
  const given = Array.from({ length: count }, (_, i) => i);
  const before = lengthOf(given, cost);
  let best = { order: given, after: before };
  for (const start of [given, nearestFirst(count, cost)]) {
    const order = yield* improved(Int32Array.from(start), cost);
    const after = lengthOf(order, cost);
    if (after < best.after - LEAST_GAIN) best = { order, after };
  }
  return { ...best, before };
}

function lengthOf(order: readonly number[], cost: CostOf): number {
  return order.slice(1).reduce((sum, place, i) => sum + cost(order[i]!, place), 0);
}

function nearestFirst(count: number, cost: CostOf): number[] {
  const order = count > 0 ? [0] : [];
  const left = new Set(Array.from({ length: Math.max(0, count - 1) }, (_, i) => i + 1));
  while (left.size > 0) {
    const last = order.at(-1)!;
    let nearest = -1;
    for (const place of left) {
      if (nearest < 0 || cost(last, place) < cost(last, nearest)) nearest = place;
    }
    left.delete(nearest);
    order.push(nearest);
  }
  return order;
}

function* improved(path: Int32Array, cost: CostOf): Generator<void, number[]> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let gained = false;
    for (let from = 1; from < path.length; from++) {
      gained = turnFrom(path, { from, cost }) || gained;
      gained = moveFrom(path, { from, cost }) || gained;
      yield;
    }
    if (!gained) break;
  }
  return [...path];
}

interface At {
  readonly from: number;
  readonly cost: CostOf;
}

/** Turns the stretch from a place on round that gains most; whether one gains. */
function turnFrom(path: Int32Array, { from, cost }: At): boolean {
  const [before, first] = [path[from - 1]!, path[from]!];
  let [best, to] = [LEAST_GAIN, -1];
  for (let end = from + 1; end < path.length; end++) {
    const last = path[end]!;
    const after = path[end + 1];
    const gain = cost(before, first) - cost(before, last) +
      (after === undefined ? 0 : cost(last, after) - cost(first, after));
    if (gain > best) [best, to] = [gain, end];
  }
  if (to < 0) return false;
  path.subarray(from, to + 1).reverse();
  return true;
}

/** Moves the tracks from a place on, one to three, to where it gains most; whether it gains. */
function moveFrom(path: Int32Array, { from, cost }: At): boolean {
  const most = Math.min(LONGEST_MOVE, path.length - from);
  let [best, length, behind, turned] = [LEAST_GAIN, 0, -1, false];
  for (let size = 1; size <= most; size++) {
    const [before, first, last] = [path[from - 1]!, path[from]!, path[from + size - 1]!];
    const after = path[from + size];
    const freed = cost(before, first) +
      (after === undefined ? 0 : cost(last, after) - cost(before, after));
    for (let place = 0; place < path.length; place++) {
      if (place >= from - 1 && place < from + size) continue;
      const [left, right] = [path[place]!, path[place + 1]];
      const closed = right === undefined ? 0 : cost(left, right);
      for (const [head, tail] of [[first, last], [last, first]] as const) {
        const gain = freed + closed - cost(left, head) -
          (right === undefined ? 0 : cost(tail, right));
        if (gain > best) [best, length, behind, turned] = [gain, size, place, head !== first];
      }
    }
  }
  if (behind < 0) return false;
  const moved = path.slice(from, from + length);
  if (turned) moved.reverse();
  if (behind < from) path.copyWithin(behind + 1 + length, behind + 1, from);
  else path.copyWithin(from, from + length, behind + 1);
  path.set(moved, behind < from ? behind + 1 : behind + 1 - length);
  return true;
}
