import { type Random, seeded } from "../domain/mod.ts";
import type { Problem } from "./problem.ts";

/** How a forest is grown. */
export interface ForestOptions {
  readonly trees: number;
  readonly depth: number;
  /** Fewest rows of a leaf. */
  readonly leaf: number;
  readonly seed: number;
}

/** What is used where nothing else is asked. */
export const FOREST: ForestOptions = { trees: 100, depth: 16, leaf: 1, seed: 1 };

/** A tree as columns: node `i` asks whether `feature[i]` is at most `threshold[i]`. */
export interface Tree {
  /** -1 at a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  /** Node for yes, node for no; of a leaf, its place in `values`. */
  readonly yes: Int32Array;
  readonly no: Int32Array;
  /** Share of each class at each leaf. Shape `(leaves, classes)`. */
  readonly values: Float32Array;
}

/** Values of a feature are sorted into so many bins, so that a split costs one pass over counts. */
const BINS = 64;

/** One tree that was grown, of so many. */
export interface Grown {
  readonly done: number;
  readonly of: number;
}

/**
 * A random forest (Breiman 2001): trees on bootstrap samples, the square root of all features tried at
 * each split, chosen by Gini impurity over binned values. Each tree is yielded. The same seed grows the
 * same forest.
 */
export function* forest(
  problem: Pick<Problem, "features" | "dimensions" | "targets" | "classes">,
  { rows, options }: { readonly rows: Uint32Array; readonly options: ForestOptions },
): Generator<Grown, readonly Tree[]> {
  const binned = binnedFeatures(problem, rows);
  const trees: Tree[] = [];
  for (let t = 0; t < options.trees; t++) {
    const random = seeded(options.seed * 100_003 + t);
    trees.push(new TreeGrower(problem, { binned, rows, options, random }).grow());
    yield { done: t + 1, of: options.trees };
  }
  return trees;
}

/** The mean of the trees' class shares, shape `(rows, classes)`. */
export function forestProbabilities(
  { trees, dimensions, classes }: {
    readonly trees: readonly Tree[];
    readonly dimensions: number;
    readonly classes: number;
  },
  { features, rows }: { readonly features: Float32Array; readonly rows: ArrayLike<number> },
): Float32Array {
  const sums = new Float64Array(rows.length * classes);
  for (const { feature, threshold, yes, no, values } of trees) {
    for (let i = 0; i < rows.length; i++) {
      const from = rows[i]! * dimensions;
      let node = 0;
      while (feature[node]! >= 0) {
        node = features[from + feature[node]!]! <= threshold[node]! ? yes[node]! : no[node]!;
      }
      const leaf = yes[node]! * classes;
      for (let c = 0; c < classes; c++) sums[i * classes + c]! += values[leaf + c]!;
    }
  }
  return Float32Array.from(sums, (sum) => sum / trees.length);
}

interface Binned {
  /** Bin of each learned row and feature, by feature. Shape `(dimensions, rows)`. */
  readonly bins: Uint8Array;
  /** Upper edge of each bin. Shape `(dimensions, BINS)`. */
  readonly edges: Float32Array;
}

function binnedFeatures(
  { features, dimensions }: Pick<Problem, "features" | "dimensions">,
  rows: Uint32Array,
): Binned {
  const bins = new Uint8Array(dimensions * rows.length);
  const edges = new Float32Array(dimensions * BINS);
  const sorted = new Float32Array(rows.length);
  for (let d = 0; d < dimensions; d++) {
    for (let i = 0; i < rows.length; i++) sorted[i] = features[rows[i]! * dimensions + d]!;
    sorted.sort();
    const own = edges.subarray(d * BINS, (d + 1) * BINS);
    for (let b = 0; b < BINS; b++) {
      own[b] = sorted[Math.min(sorted.length - 1, Math.floor((b + 1) * sorted.length / BINS))]!;
    }
    own[BINS - 1] = sorted.at(-1)!;
    for (let i = 0; i < rows.length; i++) {
      bins[d * rows.length + i] = firstAtLeast(own, features[rows[i]! * dimensions + d]!);
    }
  }
  return { bins, edges };
}

function firstAtLeast(edges: Float32Array, value: number): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

class TreeGrower {
  readonly #problem: Pick<Problem, "dimensions" | "targets" | "classes">;
  readonly #binned: Binned;
  readonly #rows: Uint32Array;
  readonly #options: ForestOptions;
  readonly #random: Random;
  readonly #counts: Float64Array;
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #yes: number[] = [];
  readonly #no: number[] = [];
  readonly #values: number[] = [];

  constructor(
    problem: Pick<Problem, "dimensions" | "targets" | "classes">,
    { binned, rows, options, random }: {
      readonly binned: Binned;
      readonly rows: Uint32Array;
      readonly options: ForestOptions;
      readonly random: Random;
    },
  ) {
    this.#problem = problem;
    this.#binned = binned;
    this.#rows = rows;
    this.#options = options;
    this.#random = random;
    this.#counts = new Float64Array(BINS * (problem.classes.length + 1));
  }

  grow(): Tree {
    const { length } = this.#rows;
    const sample = Uint32Array.from({ length }, () => Math.floor(this.#random() * length));
    this.#node(sample, 0);
    return {
      feature: Int32Array.from(this.#feature),
      threshold: Float32Array.from(this.#threshold),
      yes: Int32Array.from(this.#yes),
      no: Int32Array.from(this.#no),
      values: Float32Array.from(this.#values),
    };
  }

  /** @param sample Places in the rows that are learned from. @returns The node's number. */
  #node(sample: Uint32Array, depth: number): number {
    const node = this.#feature.push(-1) - 1;
    this.#threshold.push(0);
    this.#yes.push(0);
    this.#no.push(0);
    const shares = this.#sharesOf(sample);
    const isPure = shares.every((share) => share === 0 || share === 1);
    const split = isPure || depth === this.#options.depth || sample.length < 2 * this.#options.leaf
      ? undefined
      : this.#bestSplit(sample, shares);
    if (!split) {
      this.#yes[node] = this.#values.length / shares.length;
      this.#values.push(...shares);
      return node;
    }
    const from = split.feature * this.#rows.length;
    const isYes = (at: number) => this.#binned.bins[from + at]! <= split.bin;
    this.#feature[node] = split.feature;
    this.#threshold[node] = this.#binned.edges[split.feature * BINS + split.bin]!;
    this.#yes[node] = this.#node(sample.filter(isYes), depth + 1);
    this.#no[node] = this.#node(sample.filter((at) => !isYes(at)), depth + 1);
    return node;
  }

  #sharesOf(sample: Uint32Array): Float64Array {
    const { targets, classes: { length } } = this.#problem;
    const shares = new Float64Array(length);
    for (const at of sample) {
      const from = this.#rows[at]! * length;
      for (let c = 0; c < length; c++) shares[c]! += targets[from + c]!;
    }
    for (let c = 0; c < length; c++) shares[c]! /= sample.length;
    return shares;
  }

  #bestSplit(sample: Uint32Array, shares: Float64Array): Split | undefined {
    const { dimensions } = this.#problem;
    const tried = Math.max(1, Math.round(Math.sqrt(dimensions)));
    let best: Split | undefined;
    for (let i = 0; i < tried; i++) {
      const split = this.#splitBy(Math.floor(this.#random() * dimensions), { sample, shares });
      if (split && split.gain > (best?.gain ?? 1e-12)) best = split;
    }
    return best;
  }

  #splitBy(
    feature: number,
    { sample, shares }: { readonly sample: Uint32Array; readonly shares: Float64Array },
  ): Split | undefined {
    const { targets, classes: { length } } = this.#problem;
    const width = length + 1;
    const counts = this.#counts.fill(0);
    const from = feature * this.#rows.length;
    for (const at of sample) {
      const bin = this.#binned.bins[from + at]! * width;
      counts[bin + length]!++;
      const row = this.#rows[at]! * length;
      for (let c = 0; c < length; c++) counts[bin + c]! += targets[row + c]!;
    }
    const total = sample.length;
    const left = new Float64Array(width);
    let best: Split | undefined;
    for (let bin = 0; bin < BINS - 1; bin++) {
      for (let c = 0; c < width; c++) left[c]! += counts[bin * width + c]!;
      const [yes, no] = [left[length]!, total - left[length]!];
      if (yes < this.#options.leaf || no < this.#options.leaf) continue;
      let gain = 0;
      for (let c = 0; c < length; c++) {
        const right = shares[c]! * total - left[c]!;
        gain += left[c]! * left[c]! / yes + right * right / no - shares[c]! * shares[c]! * total;
      }
      if (gain > (best?.gain ?? 0)) best = { feature, bin, gain };
    }
    return best;
  }
}
