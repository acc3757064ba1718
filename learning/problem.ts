import type { TrackId } from "../domain/mod.ts";

/** What is to be learned: vectors of tracks and their labels. Rows of all columns are the same track. */
export interface Problem {
  readonly ids: readonly TrackId[];
  /** Shape `(n, dimensions)`. */
  readonly features: Float32Array;
  readonly dimensions: number;
  readonly classes: readonly string[];
  /** 1 where a track bears a class. Shape `(n, classes)`. */
  readonly targets: Uint8Array;
  /** Whether a track can bear more than one class. */
  readonly several: boolean;
  /** The keys of who made each track, a line each; empty where it is not known. Shape `(n,)`. */
  readonly artists: readonly string[];
  /** The key of each track's album; empty where it is not known. Shape `(n,)`. */
  readonly albums: readonly string[];
}

/** The class of a row of a problem with one label a track; -1 where it has none. */
export function classOf({ targets, classes }: Problem, row: number): number {
  const { length } = classes;
  for (let c = 0; c < length; c++) if (targets[row * length + c] === 1) return c;
  return -1;
}

/** Rows that bear each class, of those given. Shape `(classes,)`. */
export function classSizes({ targets, classes }: Problem, rows: ArrayLike<number>): Uint32Array {
  const sizes = new Uint32Array(classes.length);
  for (let i = 0; i < rows.length; i++) {
    for (let c = 0; c < classes.length; c++) sizes[c]! += targets[rows[i]! * classes.length + c]!;
  }
  return sizes;
}

/** Mean and deviation of each dimension over some rows. */
export interface Scaling {
  readonly mean: Float32Array;
  /** 1 where a dimension does not vary. */
  readonly deviation: Float32Array;
}

/** {@linkcode Scaling} over the rows that are learned from. */
export function scalingOf(
  { features, dimensions }: Pick<Problem, "features" | "dimensions">,
  rows: ArrayLike<number>,
): Scaling {
  const [sum, squares] = [new Float64Array(dimensions), new Float64Array(dimensions)];
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * dimensions;
    for (let d = 0; d < dimensions; d++) sum[d]! += features[from + d]!;
  }
  const mean = Float32Array.from(sum, (total) => total / rows.length);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * dimensions;
    for (let d = 0; d < dimensions; d++) squares[d]! += (features[from + d]! - mean[d]!) ** 2;
  }
  const deviation = Float32Array.from(squares, (total) => {
    const found = Math.sqrt(total / rows.length);
    return found > 1e-12 ? found : 1;
  });
  return { mean, deviation };
}

/** Features of mean 0 and deviation 1 by a scaling. A copy. */
export function scaled(features: Float32Array, scaling: Scaling): Float32Array {
  const out = new Float32Array(features.length);
  const { length } = scaling.mean;
  for (let from = 0; from < out.length; from += length) {
    const to = out.subarray(from, from + length);
    scaleRow(features.subarray(from, from + length), { to, scaling });
  }
  return out;
}

/** One row of {@linkcode scaled}. */
export function scaleRow(
  row: Float32Array,
  { to, scaling: { mean, deviation } }: { readonly to: Float32Array; readonly scaling: Scaling },
): void {
  for (let d = 0; d < to.length; d++) to[d] = (row[d]! - mean[d]!) / deviation[d]!;
}
