/**
 * From a file to everything that is known of a track.
 *
 * @module
 */
export * from "./analyser.ts";
export * from "./analysis.ts";
export * from "./plan.ts";
export * from "./pool.ts";
export { readTags } from "./read_tags.ts";
