/**
 * Pictures along a track, drawn from its sound in a worker.
 *
 * @module
 */
export type { TempoFound } from "./find_beats.ts";
export * from "./strip_pool.ts";
