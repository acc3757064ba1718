/**
 * Tracks whose sound is altered a little: what must not change what they are like.
 *
 * @module
 */
export * from "./alteration.ts";
export * from "./altered_files.ts";
