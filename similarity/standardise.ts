/** Dimensions of a space that measure the same kind of thing, such as 13 means of MFCC. */
export interface FeatureGroup {
  readonly name: string;
  /** First dimension, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Weight of the whole group, whatever its size. Default 1. */
  readonly weight?: number;
}

/** A group's part in a cosine. */
export interface GroupContribution {
  readonly name: string;
  /** What the group adds to the cosine; those of all groups sum to it. */
  readonly cosine: number;
}

/**
 * Makes measurements of different units comparable: each dimension is moved and scaled to mean 0 and
 * deviation 1 over the collection, then scaled so that every group weighs the same in a dot product,
 * times its own weight.
 */
export class Standardisation {
  readonly #mean: Float64Array;
  readonly #scale: Float64Array;

  /** @param vectors Each of shape `(dimensions,)`; numbers that are not finite do not count. */
  constructor(vectors: Iterable<ArrayLike<number>>, groups: readonly FeatureGroup[]) {
    const dimensions = Math.max(0, ...groups.map(({ to }) => to));
    const count = new Float64Array(dimensions);
    const mean = new Float64Array(dimensions);
    const squares = new Float64Array(dimensions);
    for (const vector of vectors) {
      for (let i = 0; i < dimensions; i++) {
        const x = vector[i]!;
        if (!Number.isFinite(x)) continue;
        const before = x - mean[i]!;
        mean[i]! += before / ++count[i]!;
        squares[i]! += before * (x - mean[i]!);
      }
    }
    this.#mean = mean;
    this.#scale = new Float64Array(dimensions);
    for (const { from, to, weight = 1 } of groups) {
      for (let i = from; i < to; i++) {
        const deviation = Math.sqrt(squares[i]! / count[i]!);
        const varies = deviation > 1e-12 * Math.abs(mean[i]!);
        this.#scale[i] = varies ? Math.sqrt(weight / (to - from)) / deviation : 0;
      }
    }
  }

  /**
   * The standardised vector. A number that is not finite becomes 0, the collection's mean; undefined
   * where none is finite.
   */
  apply(vector: ArrayLike<number>): Float32Array | undefined {
    const scaled = Float32Array.from(
      this.#mean,
      (mean, i) => (vector[i]! - mean) * this.#scale[i]!,
    );
    if (!scaled.some(Number.isFinite)) return undefined;
    return scaled.map((x) => Number.isFinite(x) ? x : 0);
  }
}

/**
 * What each group adds to the cosine of two vectors, most first; empty where either is zero.
 *
 * @param a Shape `(dimensions,)`.
 */
export function groupContributions(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  groups: readonly FeatureGroup[],
): GroupContribution[] {
  const norms = Math.sqrt(productOf(a, a, [0, a.length]) * productOf(b, b, [0, b.length]));
  if (!(norms > 0)) return [];
  return groups
    .map(({ name, from, to }) => ({ name, cosine: productOf(a, b, [from, to]) / norms }))
    .sort((x, y) => y.cosine - x.cosine);
}

function productOf(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  [from, to]: readonly [number, number],
): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += a[i]! * b[i]!;
  return sum;
}
