/**
 * From folders of music to a store: which files to analyse, with what, and what became of each.
 *
 * @module
 */
export * from "./ingest.ts";
export * from "./merge.ts";
export * from "./progress.ts";
export * from "./prune.ts";
export * from "./record.ts";
export * from "./watch.ts";
