import { sampled, seeded } from "../../domain/mod.ts";
import { pointAt, type Points, somePoints, squaredDistances } from "./points.ts";

/** Points that silhouettes are taken of, at most. */
const MOST = 2000;
const BLOCK = 64;

/** Distances among a seeded sample of points, of which silhouettes of many partitions are taken. */
export interface Silhouettes {
  /** The sample, as rows of the points. */
  readonly rows: Uint32Array;
  /** Shape `(s, s)`. */
  readonly distances: Float32Array;
}

/** Draws at most 2,000 points and measures the distances among them. */
export function silhouettesOf(points: Points, seed: number): Silhouettes {
  const rows = sampled(points.there, { count: MOST, random: seeded(seed) });
  const sample = somePoints(points, rows);
  const distances = new Float32Array(rows.length ** 2);
  for (let start = 0; start < rows.length; start += BLOCK) {
    const queries = Array.from(
      rows.subarray(start, start + BLOCK),
      (_, i) => pointAt(sample, start + i),
    );
    squaredDistances(sample, queries, (query, from, squared) => {
      distances.set(squared.map(Math.sqrt), (start + query) * rows.length + from);
    });
  }
  for (let i = 0; i < rows.length; i++) distances[i * rows.length + i] = 0;
  return { rows, distances };
}

/**
 * Mean silhouette width (Rousseeuw 1987) of a partition, in [-1, 1], over the sample; rows with a negative
 * label are left out, and a point alone in its cluster counts 0. NaN where there are fewer than two clusters.
 */
export function meanSilhouette(
  { rows, distances }: Silhouettes,
  labels: ArrayLike<number>,
): number {
  const own = Int32Array.from(rows, (row) => labels[row]!);
  const clusters = Math.max(-1, ...own) + 1;
  const counts = new Uint32Array(clusters);
  for (const label of own) if (label >= 0) counts[label]!++;
  if (counts.filter((count) => count > 0).length < 2) return NaN;
  let [sum, n] = [0, 0];
  const sums = new Float64Array(clusters);
  for (let i = 0; i < own.length; i++) {
    if (own[i]! < 0) continue;
    sums.fill(0);
    for (let j = 0; j < own.length; j++) {
      if (own[j]! >= 0) sums[own[j]!]! += distances[i * own.length + j]!;
    }
    n++;
    if (counts[own[i]!]! < 2) continue;
    const within = sums[own[i]!]! / (counts[own[i]!]! - 1);
    let between = Infinity;
    for (let label = 0; label < clusters; label++) {
      if (label === own[i] || counts[label] === 0) continue;
      between = Math.min(between, sums[label]! / counts[label]!);
    }
    const width = Math.max(within, between);
    sum += width === 0 ? 0 : (between - within) / width;
  }
  return n === 0 ? NaN : sum / n;
}
