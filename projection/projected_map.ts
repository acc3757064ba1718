import { layoutOf, type Projection, type TrackId } from "../domain/mod.ts";
import {
  coarseTable,
  fitPca,
  type Neighbourhoods,
  neighbourhoodsOf,
  projectAll,
  type VectorTable,
} from "../similarity/mod.ts";
import { type MapQuality, mapQuality } from "./quality.ts";
import { TSNE_NEIGHBOURS, tsneLayout } from "./tsne.ts";
import { umapLayout } from "./umap.ts";

/** Where each track lies on a map. */
export interface ProjectedMap {
  readonly projection: Projection;
  readonly ids: readonly TrackId[];
  /** Shape `(n, 2)`; NaN where a track has no vector, or no value on a raw axis. */
  readonly coordinates: Float32Array;
  /** Share of the variance that each axis shows; undefined for projections without components. */
  readonly variance: readonly [number, number] | undefined;
  readonly quality: MapQuality;
  /** Time it took, s. */
  readonly seconds: number;
}

/** How a map is made. */
export interface ProjectionOptions {
  /** Not by raw axes, which need more than vectors. */
  readonly projection: Projection;
  readonly seed?: number;
  /** Neighbour lists of every row with a vector for UMAP, where they are known; else found exactly. */
  readonly neighbourhoods?: Neighbourhoods | undefined;
  /** Called with the share that is done, in [0, 1]. */
  progress?(share: number): void;
}

/** Neighbours that UMAP looks at. */
export const UMAP_NEIGHBOURS = 15;
/** Tracks that t-SNE lays out at most: it compares all with all. */
export const TSNE_MOST = 200_000;
/** Fewer tracks have no neighbourhoods to speak of: their principal components are given. */
const LEAST_TRACKS = 4;
/** Shares of the time that finding neighbours takes, about. */
const FINDING = { umap: 0.5, tsne: 0.2 } as const;

/** A map of the unit vectors of a table. */
export function projectTable(table: VectorTable, options: ProjectionOptions): ProjectedMap {
  const started = performance.now();
  const { projection, seed = 1 } = options;
  const layout = layoutOf(projection);
  const [across, up] = "components" in layout ? layout.components : [1, 2];
  const pca = fitPca(table, {
    components: Math.max(across, up),
    standardised: layout.method === "std",
    seed,
  });
  const principal = twoOf(projectAll(pca, table), { across, up, of: pca.components.length });
  const nonlinear = layout.method === "tsne" || layout.method === "umap";
  const coordinates = nonlinear && table.count >= LEAST_TRACKS
    ? neighbourLayout(table, { ...options, principal, method: layout.method })
    : principal;
  const share = (component: number) =>
    pca.totalVariance > 0 ? pca.variances[component - 1]! / pca.totalVariance : 0;
  return {
    projection,
    ids: [...table.ids],
    coordinates,
    variance: coordinates === principal ? [share(across), share(up)] : undefined,
    quality: mapQuality(table, coordinates),
    seconds: (performance.now() - started) / 1000,
  };
}

/** Two columns of a matrix in row order. */
function twoOf(
  matrix: Float32Array,
  { across, up, of }: { readonly across: number; readonly up: number; readonly of: number },
): Float32Array {
  if (of === 2 && across === 1 && up === 2) return matrix;
  return Float32Array.from(
    { length: 2 * matrix.length / of },
    (_, i) => matrix[(i >> 1) * of + (i % 2 === 0 ? across : up) - 1]!,
  );
}

function neighbourLayout(
  table: VectorTable,
  { principal, method, seed = 1, neighbourhoods, progress }: ProjectionOptions & {
    readonly principal: Float32Array;
    readonly method: "tsne" | "umap";
  },
): Float32Array {
  const known = method === "umap" ? neighbourhoods : undefined;
  const finding = known ? 0 : FINDING[method];
  const compared = method === "umap" ? table : coarseTable(table, { seed });
  const k = Math.min(method === "umap" ? UMAP_NEIGHBOURS : TSNE_NEIGHBOURS, table.count - 1);
  const lists = known ?? neighbourhoodsOf(compared, {
    k,
    progress: (done) => progress?.(finding * done / table.count),
  });
  const { queries } = lists;
  const initial = new Float32Array(2 * queries.length);
  queries.forEach((row, point) => {
    initial.set(principal.subarray(2 * row, 2 * row + 2), 2 * point);
  });
  const lay = method === "umap" ? umapLayout : tsneLayout;
  const laid = lay(lists, {
    initial,
    seed,
    progress: (share) => progress?.(finding + (1 - finding) * share),
  });
  const coordinates = new Float32Array(principal.length).fill(NaN);
  queries.forEach((row, point) => {
    coordinates.set(laid.subarray(2 * point, 2 * point + 2), 2 * row);
  });
  return coordinates;
}
