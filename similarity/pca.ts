import { inverseDeviations } from "./_deviations.ts";
import { symmetricEigen } from "./_eigen.ts";
import { rowsWithVector } from "./_rows.ts";
import { VectorTable } from "./vector_table.ts";
import { normal, sampled, seeded } from "../domain/mod.ts";

/** Principal components of the unit vectors of a table. */
export interface Pca {
  /** Shape `(dimensions,)`. */
  readonly mean: Float64Array;
  /**
   * Orthonormal directions, most variance first, each of shape `(dimensions,)`; the number of largest
   * size in each is positive. Zeros beyond the rank of the vectors. Of standardised components each
   * number is over the deviation of its dimension.
   */
  readonly components: readonly Float64Array[];
  /** Variance along each component (population). */
  readonly variances: Float64Array;
  /** Variance along all dimensions. */
  readonly totalVariance: number;
}

/** What {@linkcode fitPca} is to find, and how hard it tries. */
export interface PcaOptions {
  /** Number of components. */
  readonly components: number;
  /** Fit to that many rows, drawn with the seed. Default: all. */
  readonly sample?: number;
  readonly seed?: number;
  /** Whether each dimension is brought to one deviation first. Default: no. */
  readonly standardised?: boolean;
  /** Largest residual of a component, relative to the first variance. Default 1e-5. */
  readonly tolerance?: number;
  /** Passes over the vectors at most. Default 60. */
  readonly passes?: number;
  progress?(share: number): void;
}

const OVERSAMPLING = 8;
/** Below this share of unit length, what is left of a vector is rounding. */
const NOTHING = 1e-9;
/** Single precision cannot tell a smaller variance of unit vectors from none. */
const NO_VARIANCE = 1e-12;

/**
 * Principal components by subspace iteration with Rayleigh-Ritz steps (Halko, Martinsson and Tropp
 * 2011, SIAM Review 53), until the residuals are within the tolerance.
 */
export function fitPca(table: VectorTable, options: PcaOptions): Pca {
  const { components, seed = 1, sample = Infinity, tolerance = 1e-5, passes = 60 } = options;
  const fitted = sample < table.count ? sampleOf(table, { count: sample, seed }) : table;
  const { dimensions } = fitted;
  const mean = meanOf(fitted);
  const scale = options.standardised ? inverseDeviations(fitted, mean) : undefined;
  const draw = normal(seeded(seed));
  const block = Math.min(dimensions, components + OVERSAMPLING);
  let basis = orthonormal(
    Array.from({ length: block }, () => Float64Array.from({ length: dimensions }, draw)),
  );
  let variances = new Float64Array(block);
  for (let pass = 1; pass <= passes; pass++) {
    const images = covarianceTimes(fitted, { basis, mean, scale });
    const { values, vectors } = symmetricEigen(
      basis.map((b) => Float64Array.from(images, (i) => dot(b, i))),
    );
    variances = values.map((value) => value > NO_VARIANCE ? value : 0);
    const ritz = combined(basis, vectors);
    const ritzImages = combined(images, vectors);
    const wanted = Math.min(components, block);
    const residual = Math.max(
      0,
      ...ritz.slice(0, wanted).map((vector, i) =>
        distanceOf(ritzImages[i]!, vector.map((x) => x * values[i]!))
      ),
    );
    basis = ritz;
    options.progress?.(pass / passes);
    if (residual <= tolerance * variances[0]! || variances[0] === 0) break;
    if (pass < passes) basis = orthonormal(ritzImages);
  }
  return {
    mean,
    components: Array.from(
      { length: components },
      (_, i) => variances[i]! > 0 ? scaled(signed(basis[i]!), scale) : new Float64Array(dimensions),
    ),
    variances: Float64Array.from({ length: components }, (_, i) => variances[i] ?? 0),
    totalVariance: fitted.count === 0
      ? 0
      : scale
      ? scale.reduce((sum, x) => sum + (x > 0 ? 1 : 0), 0)
      : Math.max(0, 1 - dot(mean, mean)),
  };
}

/**
 * Coordinates of every row along the components, shape `(n, components)`; NaN where a row has no
 * vector.
 */
export function projectAll({ mean, components }: Pca, table: VectorTable): Float32Array {
  const width = components.length;
  const coordinates = new Float32Array(table.length * width);
  const origin = components.map((component) => dot(component, mean));
  table.rows.dots(components.map((component) => Float32Array.from(component)), {
    to: table.length,
    each(component, from, products) {
      for (let i = 0; i < products.length; i++) {
        coordinates[(from + i) * width + component] = products[i]! - origin[component]!;
      }
    },
  });
  table.present.forEach((present, row) => {
    if (present === 0) coordinates.fill(NaN, row * width, (row + 1) * width);
  });
  return coordinates;
}

/** Coordinates of one unit vector, shape `(components,)`. */
export function project({ mean, components }: Pca, unit: ArrayLike<number>): Float32Array {
  const centred = Float64Array.from(unit, (x, i) => x - mean[i]!);
  return Float32Array.from(components, (component) => dot(component, centred));
}

function sampleOf(
  table: VectorTable,
  { count, seed }: { readonly count: number; readonly seed: number },
): VectorTable {
  const rows = sampled(rowsWithVector(table), { count, random: seeded(seed) });
  const sample = new VectorTable(table.dimensions, { capacity: rows.length });
  for (const row of rows) sample.add(table.ids[row]!, table.unit(row));
  return sample;
}

function meanOf(table: VectorTable): Float64Array {
  const sum = new Float64Array(table.dimensions);
  table.rows.accumulate([sum], {
    to: table.length,
    weights: (_, from, out) => out.set(table.present.subarray(from, from + out.length)),
  });
  return sum.map((x) => x / Math.max(1, table.count));
}

/** Covariance matrix times each vector of the basis, without the matrix; both sides of it scaled. */
function covarianceTimes(
  table: VectorTable,
  { basis: directions, mean, scale }: {
    readonly basis: readonly Float64Array[];
    readonly mean: Float64Array;
    readonly scale: Float64Array | undefined;
  },
): Float64Array[] {
  const basis = directions.map((direction) => scaled(direction, scale));
  const origin = basis.map((vector) => dot(vector, mean));
  const scores = basis.map(() => new Float32Array(table.length));
  const totals = new Float64Array(basis.length);
  const { present } = table;
  table.rows.dots(basis.map((vector) => Float32Array.from(vector)), {
    to: table.length,
    each(index, from, products) {
      for (let i = 0; i < products.length; i++) {
        const score = present[from + i] === 1 ? products[i]! - origin[index]! : 0;
        scores[index]![from + i] = score;
        totals[index]! += score;
      }
    },
  });
  const images = basis.map(() => new Float64Array(table.dimensions));
  table.rows.accumulate(images, {
    to: table.length,
    weights: (index, from, out) => out.set(scores[index]!.subarray(from, from + out.length)),
  });
  return images.map((image, index) =>
    scaled(image.map((x, j) => (x - mean[j]! * totals[index]!) / Math.max(1, table.count)), scale)
  );
}

function scaled(vector: Float64Array, scale: Float64Array | undefined): Float64Array {
  return scale ? vector.map((x, i) => x * scale[i]!) : vector;
}

/** Gram-Schmidt, twice over for accuracy. Vectors that depend on those before become zeros. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = Float64Array.from(vector);
    const size = Math.sqrt(dot(rest, rest));
    for (let round = 0; round < 2; round++) {
      for (const other of basis) addScaled(rest, other, -dot(rest, other));
    }
    const left = Math.sqrt(dot(rest, rest));
    basis.push(left > NOTHING * size ? rest.map((x) => x / left) : rest.fill(0));
  }
  return basis;
}

function combined(
  vectors: readonly Float64Array[],
  weights: readonly Float64Array[],
): Float64Array[] {
  return weights.map((row) => {
    const sum = new Float64Array(vectors[0]!.length);
    row.forEach((weight, i) => addScaled(sum, vectors[i]!, weight));
    return sum;
  });
}

function signed(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, x) => Math.abs(x) > Math.abs(best) ? x : best, 0);
  return largest < 0 ? vector.map((x) => -x) : vector;
}

function addScaled(sum: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * vector[i]!;
}

function distanceOf(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
