/**
 * From any file that our own decoders read to one that every browser plays.
 *
 * @module
 */
export * from "./convert.ts";
export * from "./excerpt.ts";
export * from "./played_as_is.ts";
