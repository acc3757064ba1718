/**
 * From folders of music to a store: which files to analyse, with what, and what became of each.
 *
 * @module
 */
export { ingest } from "./ingest.ts";
export { mergeAnalysis } from "./merge.ts";
export { type Progress, Rate } from "./progress.ts";
export { fileExists, pruneMissing, type Refusal } from "./prune.ts";
export { recordAnalysis } from "./record.ts";
export { watch } from "./watch.ts";
