import { type Neighbourhoods } from "../similarity/mod.ts";
import { type FuzzyGraph, fuzzyGraph } from "./_fuzzy_graph.ts";
import { type Random, seeded } from "../domain/mod.ts";

/** Shape of the curve 1 / (1 + a·d^2b) for a least distance of 0.1 and a spread of 1. */
const A = 1.5769434603113077;
const B = 0.8950608779109733;
const NEGATIVE_SAMPLES = 5;
const LONGEST_STEP = 4;
const INITIAL_EXTENT = 10;
const JITTER = 1e-3;

/** How {@linkcode umapLayout} goes. */
export interface UmapOptions {
  /** Where the points start, shape `(points, 2)`: their principal components. */
  readonly initial: Float32Array;
  readonly seed?: number;
  /** Passes over the edges. Default: 500 up to 10,000 points, 200 beyond. */
  readonly epochs?: number;
  progress?(share: number): void;
}

/**
 * Uniform manifold approximation and projection to two dimensions (McInnes, Healy and Melville 2018),
 * from neighbour lists that are already there, with an attraction along edges and five random
 * repulsions for each. The same lists, start and seed give the same map.
 *
 * @returns Coordinates of the queries of `lists`, shape `(points, 2)`.
 */
export function umapLayout(lists: Neighbourhoods, options: UmapOptions): Float32Array {
  const graph = fuzzyGraph(lists);
  const { initial, seed = 1, epochs = graph.points <= 10_000 ? 500 : 200 } = options;
  const random = seeded(seed);
  const layout = new Layout(started(initial, random));
  if (graph.weights.length === 0) return layout.coordinates;
  const edges = schedule(graph, epochs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    layout.rate = 1 - epoch / epochs;
    pass(layout, edges, { epoch, random });
    options.progress?.((epoch + 1) / epochs);
  }
  return layout.coordinates;
}

interface Edges extends FuzzyGraph {
  /** Epochs from one use of an edge to the next. */
  readonly every: Float32Array;
  readonly next: Float32Array;
  readonly nextNegative: Float32Array;
}

function started(initial: Float32Array, random: Random): Float32Array {
  const extent = initial.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const scale = extent > 0 ? INITIAL_EXTENT / extent : 0;
  return initial.map((x) => x * scale + JITTER * (random() - 0.5));
}

/** Heavy edges are used in every epoch, light ones the more seldom. */
function schedule(graph: FuzzyGraph, epochs: number): Edges {
  const heaviest = graph.weights.reduce((a, b) => Math.max(a, b));
  const used = graph.weights.map((weight, i) => weight >= heaviest / epochs ? i : -1)
    .filter((i) => i >= 0);
  const every = Float32Array.from(used, (i) => heaviest / graph.weights[i]!);
  return {
    points: graph.points,
    heads: Uint32Array.from(used, (i) => graph.heads[i]!),
    tails: Uint32Array.from(used, (i) => graph.tails[i]!),
    weights: Float32Array.from(used, (i) => graph.weights[i]!),
    every,
    next: every.slice(),
    nextNegative: every.map((x) => x / NEGATIVE_SAMPLES),
  };
}

/** Points of the map as they move. */
class Layout {
  readonly coordinates: Float32Array;
  /** Share of each step that is taken; falls to 0. */
  rate = 1;

  constructor(coordinates: Float32Array) {
    this.coordinates = coordinates;
  }

  attract(a: number, b: number): void {
    const { coordinates, rate } = this;
    const dx = coordinates[2 * a]! - coordinates[2 * b]!;
    const dy = coordinates[2 * a + 1]! - coordinates[2 * b + 1]!;
    const square = dx * dx + dy * dy;
    if (square === 0) return;
    const power = A * square ** B;
    const force = -2 * B * power / (square * (power + 1));
    const stepX = rate * clipped(force * dx);
    const stepY = rate * clipped(force * dy);
    coordinates[2 * a]! += stepX;
    coordinates[2 * a + 1]! += stepY;
    coordinates[2 * b]! -= stepX;
    coordinates[2 * b + 1]! -= stepY;
  }

  /** Moves `a` away from `b`, which stays. */
  repel(a: number, b: number): void {
    const { coordinates, rate } = this;
    const dx = coordinates[2 * a]! - coordinates[2 * b]!;
    const dy = coordinates[2 * a + 1]! - coordinates[2 * b + 1]!;
    const square = dx * dx + dy * dy;
    const force = 2 * B / ((0.001 + square) * (A * square ** B + 1));
    coordinates[2 * a]! += rate * clipped(force * dx);
    coordinates[2 * a + 1]! += rate * clipped(force * dy);
  }
}

function pass(
  layout: Layout,
  { points, heads, tails, every, next, nextNegative }: Edges,
  { epoch, random }: { readonly epoch: number; readonly random: Random },
): void {
  for (let edge = 0; edge < heads.length; edge++) {
    if (next[edge]! > epoch) continue;
    const head = heads[edge]!;
    next[edge]! += every[edge]!;
    layout.attract(head, tails[edge]!);
    const interval = every[edge]! / NEGATIVE_SAMPLES;
    const repulsions = Math.floor((epoch - nextNegative[edge]!) / interval);
    for (let i = 0; i < repulsions; i++) {
      const other = Math.floor(random() * points);
      if (other !== head) layout.repel(head, other);
    }
    nextNegative[edge]! += Math.max(0, repulsions) * interval;
  }
}

function clipped(x: number): number {
  return x > LONGEST_STEP ? LONGEST_STEP : x < -LONGEST_STEP ? -LONGEST_STEP : x;
}
