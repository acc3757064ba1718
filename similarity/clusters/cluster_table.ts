import { sampled, seeded } from "../../domain/mod.ts";
import { fitPca, projectAll } from "../pca.ts";
import { rowsWithVector } from "../_rows.ts";
import type { VectorTable } from "../vector_table.ts";
import { adjustedRand } from "./adjusted_rand.ts";
import { hdbscan } from "./hdbscan.ts";
import { kMeans } from "./k_means.ts";
import {
  pointAt,
  type Points,
  pointsOf,
  pointsOfTable,
  somePoints,
  squaredDistances,
} from "./points.ts";
import { meanSilhouette, silhouettesOf } from "./silhouette.ts";

/** How a space is clustered. */
export const CLUSTER_METHODS = ["kmeans", "hdbscan"] as const;
/** `kmeans`: every track is in one of k clusters. `hdbscan`: clusters by density, the rest is in none. */
export type ClusterMethod = (typeof CLUSTER_METHODS)[number];

/** What {@linkcode clusterTable} is to do. */
export interface ClusterOptions {
  readonly method: ClusterMethod;
  /** Clusters of k-means, 2 to {@linkcode MOST_CLUSTERS}. Default: as many as have the largest silhouette. */
  readonly k?: number | undefined;
  /** Tracks of a cluster of HDBSCAN at least. Default: 1 % of the tracks, at least 5. */
  readonly minSize?: number | undefined;
  readonly seed?: number;
  readonly progress?: ((fraction: number, step: string) => void) | undefined;
}

/** The clusters of a space. */
export interface Clustering {
  readonly method: ClusterMethod;
  readonly seed: number;
  /** As used: of k-means. */
  readonly k?: number;
  /** As used: of HDBSCAN. */
  readonly minSize?: number;
  /** Numbers a track that were clustered. */
  readonly dimensions: number;
  readonly clusters: number;
  /** Cluster of each row in order of size, -1 where it is in none. Shape `(n,)`. */
  readonly labels: Int32Array;
  /** Rows nearest the middle of each cluster, nearest first. */
  readonly typical: readonly (readonly number[])[];
  /** Mean silhouette width; NaN of fewer than two clusters. */
  readonly silhouette: number;
  /** Silhouettes of the numbers of clusters that were tried. */
  readonly tried: readonly { readonly k: number; readonly silhouette: number }[];
  /**
   * How alike the partitions of other seeds are: mean and least adjusted Rand index over pairs. Seeds begin
   * k-means elsewhere, and draw 80 % of the tracks for HDBSCAN.
   */
  readonly stability: { readonly mean: number; readonly least: number; readonly runs: number };
}

/** Most clusters that are looked for. */
export const MOST_CLUSTERS = 60;
/** Numbers of clusters that are tried where none is given. */
const TRIED = Array.from({ length: 19 }, (_, i) => i + 2);
/** Tracks that silhouettes of those are compared on, and that stability of HDBSCAN is measured on. */
const SAMPLE = 5000;
/** Principal components that densities are estimated in: in more, all distances are alike. */
const DENSITY_DIMENSIONS = 50;
const RUNS = 5;
const KEPT_SHARE = 0.8;
const TYPICAL = 8;

/** Clusters the unit vectors of a table. The same vectors, options and seed give the same clusters. */
export function clusterTable(table: VectorTable, options: ClusterOptions): Clustering {
  return options.method === "kmeans" ? byMeans(table, options) : byDensity(table, options);
}

function byMeans(table: VectorTable, { k, seed = 1, progress }: ClusterOptions): Clustering {
  const points = pointsOfTable(table);
  const n = points.there.length;
  const silhouettes = silhouettesOf(points, seed);
  const tried = k === undefined ? silhouettesByNumber(points, { seed, progress }) : [];
  const best = tried.reduce<(typeof tried)[number] | undefined>(
    (best, one) => one.silhouette > (best?.silhouette ?? -Infinity) ? one : best,
    undefined,
  );
  const used = Math.max(1, Math.min(k ?? best?.k ?? 1, n));
  const runs = Array.from({ length: n === 0 ? 0 : RUNS }, (_, run) => {
    progress?.(0.5 + run / RUNS / 2, `k-means, run ${run + 1} of ${RUNS}`);
    return kMeans(points, { k: used, seed: seed + run });
  });
  const [first] = runs;
  const labels = first
    ? runs.reduce((best, run) => run.inertia < best.inertia ? run : best, first).labels
    : new Int32Array(table.length).fill(-1);
  return {
    method: "kmeans",
    seed,
    k: used,
    dimensions: table.dimensions,
    ...shapeOf(points, labels),
    silhouette: meanSilhouette(silhouettes, labels),
    tried,
    stability: agreement(runs.map((run) => run.labels)),
  };
}

/** Mean silhouette of each number of clusters, on a sample. */
function silhouettesByNumber(
  points: Points,
  { seed, progress }: Pick<ClusterOptions, "progress"> & { readonly seed: number },
): { readonly k: number; readonly silhouette: number }[] {
  const drawn = sampled(points.there, { count: SAMPLE, random: seeded(seed) });
  const sample = drawn.length < points.there.length ? somePoints(points, drawn) : points;
  const silhouettes = silhouettesOf(sample, seed);
  return TRIED.filter((k) => k < sample.there.length).map((k, i) => {
    progress?.(i / TRIED.length / 2, `silhouette of ${k} clusters`);
    const { labels } = kMeans(sample, { k, seed });
    return { k, silhouette: meanSilhouette(silhouettes, labels) };
  });
}

function byDensity(table: VectorTable, options: ClusterOptions): Clustering {
  const { seed = 1, progress } = options;
  const points = densePoints(table, seed);
  const n = points.there.length;
  const minSize = options.minSize ?? Math.max(5, Math.round(n / 100));
  const labels = onRows(
    table,
    hdbscan(points, {
      minSize,
      progress: (share) => progress?.(0.7 * share, "density"),
    }),
  );
  const whole = pointsOfTable(table);
  return {
    method: "hdbscan",
    seed,
    minSize,
    dimensions: points.dimensions,
    ...shapeOf(whole, labels),
    silhouette: meanSilhouette(silhouettesOf(whole, seed), labels),
    tried: [],
    stability: agreement(densityRuns(points, { minSize, seed, progress })),
  };
}

/** Rows with a vector along the first principal components, or whole where they are shorter. */
function densePoints(table: VectorTable, seed: number): Points {
  const rows = rowsWithVector(table);
  if (table.dimensions <= DENSITY_DIMENSIONS) return somePoints(pointsOfTable(table), rows);
  const pca = fitPca(table, {
    components: DENSITY_DIMENSIONS,
    sample: 2 * SAMPLE,
    tolerance: 1e-3,
    seed,
  });
  const all = projectAll(pca, table);
  const numbers = new Float32Array(rows.length * DENSITY_DIMENSIONS);
  rows.forEach((row, i) => {
    const at = row * DENSITY_DIMENSIONS;
    numbers.set(all.subarray(at, at + DENSITY_DIMENSIONS), i * DENSITY_DIMENSIONS);
  });
  return pointsOf(numbers, DENSITY_DIMENSIONS);
}

function onRows(table: VectorTable, labels: Int32Array): Int32Array {
  const all = new Int32Array(table.length).fill(-1);
  rowsWithVector(table).forEach((row, i) => all[row] = labels[i]!);
  return all;
}

/** Clusters of seeded parts of the points, each laid over all of them. */
function densityRuns(
  points: Points,
  { minSize, seed, progress }: Pick<ClusterOptions, "progress"> & {
    readonly minSize: number;
    readonly seed: number;
  },
): Int32Array[] {
  const n = points.there.length;
  if (n === 0) return [];
  const count = Math.round(KEPT_SHARE * Math.min(n, SAMPLE));
  const size = Math.max(5, Math.round(minSize * count / n));
  const pool = sampled(points.there, { count: Math.min(n, SAMPLE), random: seeded(seed) });
  return Array.from({ length: RUNS }, (_, run) => {
    progress?.(0.7 + 0.3 * run / RUNS, `stability, run ${run + 1} of ${RUNS}`);
    const rows = sampled(pool, { count, random: seeded(seed + 1 + run) });
    const found = hdbscan(somePoints(points, rows), { minSize: size });
    const labels = new Int32Array(points.length).fill(-1);
    rows.forEach((row, i) => labels[row] = found[i]!);
    return labels;
  });
}

function agreement(runs: readonly Int32Array[]): Clustering["stability"] {
  const values = runs.flatMap((a, i) => runs.slice(i + 1).map((b) => adjustedRand(a, b)))
    .filter((value) => !Number.isNaN(value));
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  if (values.length === 0) return { mean: NaN, least: NaN, runs: runs.length };
  return { mean, least: Math.min(...values), runs: runs.length };
}

/** The clusters' number and typical rows. */
function shapeOf(
  points: Points,
  labels: Int32Array,
): Pick<Clustering, "clusters" | "labels" | "typical"> {
  const clusters = labels.reduce((most, label) => Math.max(most, label), -1) + 1;
  const means = Array.from({ length: clusters }, (_, cluster) => meanOf(points, labels, cluster));
  const near = means.map((): { row: number; squared: number }[] => []);
  squaredDistances(points, means, (cluster, from, squared) => {
    for (let i = 0; i < squared.length; i++) {
      if (labels[from + i] === cluster) {
        near[cluster]!.push({ row: from + i, squared: squared[i]! });
      }
    }
  });
  const typical = near.map((list) =>
    list.sort((a, b) => a.squared - b.squared || a.row - b.row).slice(0, TYPICAL)
      .map(({ row }) => row)
  );
  return { clusters, labels, typical };
}

function meanOf(points: Points, labels: Int32Array, cluster: number): Float32Array {
  const sum = new Float64Array(points.dimensions);
  let count = 0;
  for (const row of points.there) {
    if (labels[row] !== cluster) continue;
    count++;
    const point = pointAt(points, row);
    for (let j = 0; j < sum.length; j++) sum[j]! += point[j]!;
  }
  return Float32Array.from(sum, (x) => x / count);
}
