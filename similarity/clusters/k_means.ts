import { type Random, seeded } from "../../domain/mod.ts";
import { pointAt, type Points, squaredDistances } from "./points.ts";

/** A partition of points into `k` by the nearest of `k` means. */
export interface KMeans {
  /** Cluster of each row, -1 where there is no point. Shape `(length,)`. */
  readonly labels: Int32Array;
  readonly means: readonly Float32Array[];
  /** Sum of the squared distances of points from their means. */
  readonly inertia: number;
  readonly iterations: number;
}

/** What {@linkcode kMeans} is to do. */
export interface KMeansOptions {
  /** Clusters, at least 1 and at most the number of points. */
  readonly k: number;
  readonly seed: number;
  /** Iterations at most. Default 100. */
  readonly iterations?: number;
  /** Ends where the means move less than this share of the variance. Default 1e-4. */
  readonly tolerance?: number;
}

/**
 * k-means by Lloyd's iterations (1982), begun from greedy k-means++ (Arthur and Vassilvitskii 2007). The
 * same points and seed give the same partition. Clusters are in order of size, the largest first.
 */
export function kMeans(
  points: Points,
  { k, seed, iterations = 100, tolerance = 1e-4 }: KMeansOptions,
): KMeans {
  const random = seeded(seed);
  let means = firstMeans(points, k, random);
  const limit = tolerance * varianceOf(points);
  let nearest = nearestOf(points, means);
  let done = 0;
  while (done < iterations) {
    done++;
    const moved = meansOf(points, nearest, k);
    const shift = moved.reduce((sum, mean, i) => sum + apart(mean, means[i]!), 0);
    means = moved;
    nearest = nearestOf(points, means);
    if (shift <= limit) break;
  }
  return bySize(points, { ...nearest, means, iterations: done });
}

interface Nearest {
  readonly labels: Int32Array;
  /** Squared distance of each row from its mean. */
  readonly squared: Float32Array;
}

function nearestOf(points: Points, means: readonly Float32Array[]): Nearest {
  const labels = new Int32Array(points.length).fill(-1);
  const squared = new Float32Array(points.length).fill(Infinity);
  squaredDistances(points, means, (mean, from, distances) => {
    for (let i = 0; i < distances.length; i++) {
      if (distances[i]! >= squared[from + i]!) continue;
      squared[from + i] = distances[i]!;
      labels[from + i] = mean;
    }
  });
  return { labels, squared };
}

/** The means of the points of each label; a cluster that lost all begins anew at the point farthest from its own. */
function meansOf(points: Points, { labels, squared }: Nearest, k: number): Float32Array[] {
  const { dimensions, there } = points;
  const data = points.rows.data(points.length);
  const sums = Array.from({ length: k }, () => new Float64Array(dimensions));
  const counts = new Uint32Array(k);
  for (const row of there) {
    const label = labels[row]!;
    const sum = sums[label]!;
    counts[label]!++;
    for (let j = 0, at = row * dimensions; j < dimensions; j++, at++) sum[j]! += data[at]!;
  }
  const far = squared.slice();
  return sums.map((sum, label) => {
    if (counts[label]! > 0) return Float32Array.from(sum, (x) => x / counts[label]!);
    const row = there.reduce((best, row) => far[row]! > far[best]! ? row : best, there[0]!);
    far[row] = 0;
    return pointAt(points, row);
  });
}

/** Of a few points drawn by their distance from the means so far, the one that leaves least. */
function firstMeans(points: Points, k: number, random: Random): Float32Array[] {
  const { there } = points;
  const trials = 2 + Math.floor(Math.log(k));
  const means = [pointAt(points, there[Math.floor(random() * there.length)]!)];
  let left = new Float32Array(points.length).fill(Infinity);
  squaredDistances(points, means, (_, from, squared) => left.set(squared, from));
  while (means.length < k) {
    const drawn = drawnBy(left, { there, count: trials, random });
    const candidates = drawn.map((row) => pointAt(points, row));
    const leaves = candidates.map(() => left.slice());
    squaredDistances(points, candidates, (candidate, from, squared) => {
      const kept = leaves[candidate]!;
      for (let i = 0; i < squared.length; i++) {
        if (squared[i]! < kept[from + i]!) kept[from + i] = squared[i]!;
      }
    });
    const totals = leaves.map((kept) => there.reduce((sum, row) => sum + kept[row]!, 0));
    const best = totals.indexOf(Math.min(...totals));
    means.push(candidates[best]!);
    left = leaves[best]!;
  }
  return means;
}

function drawnBy(
  weights: Float32Array,
  { there, count, random }: {
    readonly there: Uint32Array;
    readonly count: number;
    readonly random: Random;
  },
): number[] {
  const sums = new Float64Array(there.length);
  let total = 0;
  for (let i = 0; i < there.length; i++) sums[i] = total += weights[there[i]!]!;
  return Array.from({ length: count }, () => {
    if (total === 0) return there[Math.floor(random() * there.length)]!;
    const wanted = random() * total;
    let [low, high] = [0, there.length - 1];
    while (low < high) {
      const middle = low + high >> 1;
      if (sums[middle]! <= wanted) low = middle + 1;
      else high = middle;
    }
    return there[low]!;
  });
}

/** Mean variance along a dimension. */
function varianceOf(points: Points): number {
  const { dimensions, there, squares } = points;
  const [mean] = meansOf(points, {
    labels: new Int32Array(points.length),
    squared: new Float32Array(points.length),
  }, 1);
  let square = 0;
  for (const row of there) square += squares[row]! / there.length;
  let own = 0;
  for (const x of mean!) own += x * x;
  return Math.max(0, square - own) / dimensions;
}

function apart(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}

function bySize(
  points: Points,
  { labels, squared, means, iterations }: Nearest & Pick<KMeans, "means" | "iterations">,
): KMeans {
  const counts = new Uint32Array(means.length);
  let inertia = 0;
  for (const row of points.there) {
    counts[labels[row]!]!++;
    inertia += squared[row]!;
  }
  const order = [...means.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const place = new Int32Array(means.length);
  order.forEach((label, i) => place[label] = i);
  const named = new Int32Array(labels.length).fill(-1);
  for (const row of points.there) named[row] = place[labels[row]!]!;
  return { labels: named, means: order.map((label) => means[label]!), inertia, iterations };
}
