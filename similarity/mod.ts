/**
 * Which tracks sound alike: vectors in memory, exact and indexed neighbour search, and how good the
 * neighbours are.
 *
 * @module
 */
export * from "./digest.ts";
export * from "./disagreement.ts";
export * from "./disagreement_file.ts";
export * from "./distribution.ts";
export * from "./duplicates.ts";
export * from "./evaluation/bootstrap.ts";
export * from "./evaluation/evaluate.ts";
export * from "./evaluation/precision.ts";
export * from "./evaluation/retrieval.ts";
export * from "./evaluation/search.ts";
export * from "./exact.ts";
export * from "./hubness.ts";
export { rowsWithVector } from "./_rows.ts";
export type { IndexFacts } from "./index/_messages.ts";
export { type FoundBy, type IndexState, NeighbourIndex } from "./index/neighbour_index.ts";
export { INDEX_SETTINGS } from "./index/settings.ts";
export { type Kernel, kernelOver } from "./_kernel.ts";
export * from "./largest.ts";
export * from "./lists.ts";
export * from "./masks.ts";
export * from "./mutual_neighbours.ts";
export * from "./mutual_proximity.ts";
export * from "./neighbourhoods.ts";
export * from "./profiles/kept_profiles.ts";
export * from "./profiles/profiles.ts";
export * from "./reduced/fit_in_worker.ts";
export * from "./reduced/reduction.ts";
export * from "./reduced/reduction_file.ts";
export * from "./reduced/settings.ts";
export * from "./reduced/whole_vectors.ts";
export * from "./space/agreement.ts";
export type { VectorSource } from "./space/source.ts";
export * from "./space/vector_space.ts";
export * from "./space/view.ts";
export * from "./standardise.ts";
export * from "./vector_table.ts";
export * from "./pca.ts";
