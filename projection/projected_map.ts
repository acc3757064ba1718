import type { TrackId } from "../domain/mod.ts";
import {
  fitPca,
  type Neighbourhoods,
  neighbourhoodsOf,
  projectAll,
  type VectorTable,
} from "../similarity/mod.ts";
import { type MapQuality, mapQuality } from "./quality.ts";
import { umapLayout } from "./umap.ts";

/** Ways from many dimensions to two. */
export const PROJECTIONS = ["pca", "umap"] as const;
/** `pca`: a linear view, distances along it are true. `umap`: neighbours together, distances are not. */
export type Projection = (typeof PROJECTIONS)[number];

/** Where each track lies on a map. */
export interface ProjectedMap {
  readonly projection: Projection;
  readonly ids: readonly TrackId[];
  /** Shape `(n, 2)`; NaN where a track has no vector. */
  readonly coordinates: Float32Array;
  /** Share of the variance that each axis shows; undefined for projections without axes. */
  readonly variance: readonly [number, number] | undefined;
  readonly quality: MapQuality;
  /** Time it took, s. */
  readonly seconds: number;
}

/** How a map is made. */
export interface ProjectionOptions {
  readonly projection: Projection;
  readonly seed?: number;
  /** Neighbour lists of every row with a vector, where they are known; else found exactly. */
  readonly neighbourhoods?: Neighbourhoods | undefined;
  /** Called with the share that is done, in [0, 1]. */
  progress?(share: number): void;
}

/** Neighbours that UMAP looks at. */
export const UMAP_NEIGHBOURS = 15;
/** Fewer tracks have no neighbourhoods to speak of: UMAP then gives their principal components. */
const LEAST_TRACKS = 4;
/** Shares of the time that finding neighbours and laying out take, about. */
const FINDING = 0.5;

/** A map of the unit vectors of a table. */
export function projectTable(table: VectorTable, options: ProjectionOptions): ProjectedMap {
  const started = performance.now();
  const { projection, seed = 1 } = options;
  const pca = fitPca(table, { components: 2, seed });
  const principal = projectAll(pca, table);
  const linear = projection === "pca" || table.count < LEAST_TRACKS;
  const coordinates = linear ? principal : umapOf(table, principal, options);
  const share = (i: number) => pca.totalVariance > 0 ? pca.variances[i]! / pca.totalVariance : 0;
  return {
    projection,
    ids: [...table.ids],
    coordinates,
    variance: linear ? [share(0), share(1)] : undefined,
    quality: mapQuality(table, coordinates),
    seconds: (performance.now() - started) / 1000,
  };
}

function umapOf(
  table: VectorTable,
  principal: Float32Array,
  { seed = 1, neighbourhoods, progress }: ProjectionOptions,
): Float32Array {
  const k = Math.min(UMAP_NEIGHBOURS, table.count - 1);
  const lists = neighbourhoods ?? neighbourhoodsOf(table, {
    k,
    progress: (done) => progress?.(FINDING * done / table.count),
  });
  const found = neighbourhoods === undefined ? FINDING : 0;
  const { queries } = lists;
  const initial = new Float32Array(2 * queries.length);
  queries.forEach((row, point) => {
    initial.set(principal.subarray(2 * row, 2 * row + 2), 2 * point);
  });
  const layout = umapLayout(lists, {
    initial,
    seed,
    progress: (share) => progress?.(found + (1 - found) * share),
  });
  const coordinates = new Float32Array(principal.length).fill(NaN);
  queries.forEach((row, point) => {
    coordinates.set(layout.subarray(2 * point, 2 * point + 2), 2 * row);
  });
  return coordinates;
}
