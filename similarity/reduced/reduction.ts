import { createHash } from "node:crypto";
import { fitPca } from "../pca.ts";
import { unitOf } from "../exact.ts";
import { normOf, VectorTable } from "../vector_table.ts";

const FIT_PASSES = 4;
/** Whole vectors that are reduced at once. */
const BATCH = 256;

/**
 * Vectors of many dimensions as few numbers: their dot products with orthonormal directions (the mean
 * and principal components of a sample) and the length of what these leave. Reduced vectors are as long
 * as whole ones, and their cosine is never below that of the whole ones, as two rests can at most be
 * parallel.
 */
export class Reduction {
  /** Of whole vectors. */
  readonly dimensions: number;
  /** Unit vectors at right angles, each of shape `(dimensions,)`. */
  readonly directions: readonly Float32Array[];
  readonly #batch: VectorTable;

  constructor(directions: readonly Float32Array[]) {
    this.directions = directions;
    this.dimensions = directions[0]!.length;
    this.#batch = new VectorTable(this.dimensions, { capacity: BATCH });
  }

  /** A reduction to `kept` numbers, fitted to the vectors of a table. */
  static fit(
    table: VectorTable,
    { kept, sample, seed = 1 }: {
      readonly kept: number;
      /** Rows to fit to, drawn with the seed. Default: all. */
      readonly sample?: number;
      readonly seed?: number;
    },
  ): Reduction {
    const { mean, components } = fitPca(table, {
      components: kept - 2,
      passes: FIT_PASSES,
      seed,
      ...(sample !== undefined && { sample }),
    });
    return new Reduction([
      ...components.map((c) => Float32Array.from(c)),
      restOf(mean, components),
    ]);
  }

  /** Numbers of a reduced vector. */
  get kept(): number {
    return this.directions.length + 1;
  }

  /** Tells reductions apart: SHA-256 of the directions. */
  get digest(): string {
    const hash = createHash("sha256");
    for (const { buffer, byteOffset, byteLength } of this.directions) {
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
    return hash.digest("hex");
  }

  /** The reduced vector, as long as the whole one; undefined where that has no direction. */
  reduce(vector: ArrayLike<number>): Float32Array | undefined {
    return this.reduceAll([vector])[0];
  }

  /** {@linkcode reduce} for many vectors, which is faster than one by one. */
  reduceAll(vectors: readonly ArrayLike<number>[]): (Float32Array | undefined)[] {
    const reduced: (Float32Array | undefined)[] = [];
    for (let from = 0; from < vectors.length; from += BATCH) {
      reduced.push(...this.#reduceBatch(vectors.slice(from, from + BATCH)));
    }
    return reduced;
  }

  #reduceBatch(vectors: readonly ArrayLike<number>[]): (Float32Array | undefined)[] {
    const batch = this.#batch;
    for (const [i, vector] of vectors.entries()) batch.add(String(i), vector);
    const reduced = vectors.map((_, i) =>
      batch.present[i] === 1 ? new Float32Array(this.kept) : undefined
    );
    batch.rows.dots(this.directions, {
      to: vectors.length,
      each(direction, from, products) {
        for (let i = 0; i < products.length; i++) {
          const vector = reduced[from + i];
          if (vector) vector[direction] = products[i]!;
        }
      },
    });
    for (const [i, vector] of reduced.entries()) {
      if (!vector) continue;
      vector[this.kept - 1] = Math.sqrt(Math.max(0, 1 - normOf(vector) ** 2));
      const norm = batch.norms[i]!;
      for (let j = 0; j < vector.length; j++) vector[j]! *= norm;
    }
    return reduced;
  }
}

/**
 * Estimates of the cosines of whole vectors from reduced ones, shape `(n,)`; NaN without vector. What
 * the directions leave counts as unlike: over all tracks, which is what these estimates are for, the
 * errors cancel, while near neighbours are nearer than estimated.
 *
 * @param table Of reduced vectors.
 * @param reduced The reduced query.
 */
export function estimatedCosines(table: VectorTable, reduced: ArrayLike<number>): Float32Array {
  const cosines = new Float32Array(table.length).fill(NaN);
  const query = unitOf(reduced);
  if (query === undefined) return cosines;
  query[query.length - 1] = 0;
  table.rows.dots([query], {
    to: table.length,
    each: (_, from, products) => cosines.set(products, from),
  });
  const { present } = table;
  for (let row = 0; row < cosines.length; row++) if (present[row] === 0) cosines[row] = NaN;
  return cosines;
}

/** The direction of what components leave of the mean; zeros where they leave nothing. */
function restOf(mean: Float64Array, components: readonly Float64Array[]): Float32Array {
  const rest = Float64Array.from(mean);
  for (const component of components) {
    const along = component.reduce((sum, x, i) => sum + x * rest[i]!, 0);
    component.forEach((x, i) => rest[i]! -= along * x);
  }
  const length = normOf(rest);
  return Float32Array.from(rest, (x) => length > 1e-6 ? x / length : 0);
}
