/**
 * What the Similar page asks and is told: the nearest tracks of one query in several spaces, side by
 * side. Browser-safe.
 *
 * @module
 */
export * from "./answer.ts";
export * from "./guest.ts";
export * from "./lists.ts";
export * from "./request.ts";
export * from "./why.ts";
