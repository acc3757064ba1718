/**
 * Pictures in the tags of files, made smaller in a worker.
 *
 * @module
 */
export { type Cover, type CoverJob, createCoverPool } from "./cover_pool.ts";
