/**
 * What networks hear patch by patch along a track, heard in a worker.
 *
 * @module
 */
export { createSegmentPool, type SegmentJob } from "./segment_pool.ts";
