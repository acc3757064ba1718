/**
 * Maps: vectors of many dimensions on two, made in a worker and kept in a file.
 *
 * @module
 */
export { readMap, writeMap } from "./map_file.ts";
export { measureInWorker, projectInWorker } from "./project_in_worker.ts";
export { type ProjectedMap, TSNE_MOST, UMAP_NEIGHBOURS } from "./projected_map.ts";
export type { MapQuality } from "./quality.ts";
