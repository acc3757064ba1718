/**
 * Maps: vectors of many dimensions on two, made in a worker and kept in a file.
 *
 * @module
 */
export * from "./map_file.ts";
export * from "./project_in_worker.ts";
export * from "./projected_map.ts";
export * from "./quality.ts";
export * from "./umap.ts";
