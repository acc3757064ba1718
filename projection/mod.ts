/**
 * Maps: vectors of many dimensions on two, made in a worker and kept in a file.
 *
 * @module
 */
export { readMap, writeMap } from "./map_file.ts";
export { projectInWorker } from "./project_in_worker.ts";
export {
  type ProjectedMap,
  type Projection,
  PROJECTIONS,
  UMAP_NEIGHBOURS,
} from "./projected_map.ts";
export type { MapQuality } from "./quality.ts";
