import { type Neighbourhoods } from "../similarity/mod.ts";
import { normal, seeded } from "../domain/mod.ts";
import { type Affinities, affinitiesOf } from "./_affinities.ts";
import { QuadTree } from "./_quad_tree.ts";

/** How {@linkcode tsneLayout} goes. */
export interface TsneOptions {
  /** Where the points start, shape `(points, 2)`: their principal components. */
  readonly initial: Float32Array;
  readonly seed?: number;
  /** About how many neighbours a point has. Default 30, and no more than a third of the others. */
  readonly perplexity?: number;
  /** Default 1000. */
  readonly iterations?: number;
  progress?(share: number): void;
}

/** Neighbours that t-SNE looks at: three times the usual perplexity. */
export const TSNE_NEIGHBOURS = 90;

/** The first steps pull neighbours together so much harder, to let groups pass each other. */
const EXAGGERATION = 12;
const EXAGGERATED_STEPS = 250;
const MOMENTUM = { first: 0.5, then: 0.8 } as const;
const LEAST_RATE = 50;
const LEAST_GAIN = 0.01;
const THETA = 0.5;
/** Deviation of the first coordinate at the start. */
const STARTING_EXTENT = 1e-4;
/** Keeps points apart that start in one place. */
const JITTER = 1e-6;

/**
 * t-distributed stochastic neighbour embedding in two dimensions (van der Maaten and Hinton 2008),
 * repulsions by a quadtree (van der Maaten 2014), learning rate n / 12 / 4 as Belkina et al. 2019 have it. The
 * same lists, start and seed give the same map.
 *
 * @returns Coordinates of the queries of `lists`, shape `(points, 2)`.
 */
export function tsneLayout(lists: Neighbourhoods, options: TsneOptions): Float32Array {
  const { initial, seed = 1, iterations = 1000, progress } = options;
  const points = lists.queries.length;
  const perplexity = Math.max(1, Math.min(options.perplexity ?? 30, (points - 1) / 3));
  const affinities = affinitiesOf(lists, perplexity);
  const descent = new Descent(affinities, started(initial, seed));
  for (let step = 0; step < iterations; step++) {
    const early = step < EXAGGERATED_STEPS;
    descent.step({
      exaggeration: early ? EXAGGERATION : 1,
      momentum: early ? MOMENTUM.first : MOMENTUM.then,
    });
    progress?.((step + 1) / iterations);
  }
  return Float32Array.from(descent.coordinates);
}

function started(initial: Float32Array, seed: number): Float64Array {
  let square = 0;
  for (let i = 0; i < initial.length; i += 2) square += initial[i]! ** 2;
  const deviation = Math.sqrt(2 * square / initial.length);
  const scale = deviation > 0 ? STARTING_EXTENT / deviation : 0;
  const noise = normal(seeded(seed));
  return Float64Array.from(initial, (x) => x * scale + JITTER * noise());
}

/** Gradient descent with momentum and a gain for each coordinate. */
class Descent {
  readonly coordinates: Float64Array;
  readonly #affinities: Affinities;
  readonly #tree = new QuadTree();
  readonly #velocity: Float64Array;
  readonly #gains: Float64Array;
  readonly #repulsions: Float64Array;
  readonly #rate: number;

  constructor(affinities: Affinities, coordinates: Float64Array) {
    this.#affinities = affinities;
    this.coordinates = coordinates;
    this.#velocity = new Float64Array(coordinates.length);
    this.#gains = new Float64Array(coordinates.length).fill(1);
    this.#repulsions = new Float64Array(coordinates.length);
    this.#rate = Math.max(LEAST_RATE, affinities.points / EXAGGERATION / 4);
  }

  step({ exaggeration, momentum }: {
    readonly exaggeration: number;
    readonly momentum: number;
  }): void {
    const { coordinates } = this;
    const push = this.#repulsions;
    this.#tree.build(coordinates);
    const sum = this.#tree.repel(coordinates, push, { theta: THETA });
    const total = Math.max(sum, Number.MIN_VALUE);
    const { points, starts, others, values } = this.#affinities;
    for (let point = 0; point < points; point++) {
      const x = coordinates[2 * point]!;
      const y = coordinates[2 * point + 1]!;
      let pullX = 0;
      let pullY = 0;
      for (let at = starts[point]!; at < starts[point + 1]!; at++) {
        const other = others[at]!;
        const dx = x - coordinates[2 * other]!;
        const dy = y - coordinates[2 * other + 1]!;
        const pull = values[at]! / (1 + dx * dx + dy * dy);
        pullX += pull * dx;
        pullY += pull * dy;
      }
      this.#move(2 * point, 4 * (exaggeration * pullX - push[2 * point]! / total), momentum);
      this.#move(
        2 * point + 1,
        4 * (exaggeration * pullY - push[2 * point + 1]! / total),
        momentum,
      );
    }
    for (let i = 0; i < coordinates.length; i++) coordinates[i]! += this.#velocity[i]!;
  }

  #move(at: number, gradient: number, momentum: number): void {
    const velocity = this.#velocity[at]!;
    const gain = this.#gains[at]!;
    const turned = velocity * gradient < 0;
    const now = this.#gains[at] = Math.max(LEAST_GAIN, turned ? gain + 0.2 : gain * 0.8);
    this.#velocity[at] = momentum * velocity - this.#rate * now * gradient;
  }
}
