/**
 * Queries over the columns of a collection: read from and written to a URL, evaluated on the server
 * and on the page by the same code. See `docs/query.md` for the written form.
 *
 * @module
 */
export * from "./clause.ts";
export * from "./describe.ts";
export * from "./evaluate.ts";
export * from "./facets.ts";
export * from "./format.ts";
export * from "./names.ts";
export * from "./order.ts";
export * from "./parse.ts";
export * from "./query.ts";
export * from "./region.ts";
export * from "./select.ts";
export * from "./selection.ts";
export * from "./top.ts";
export { wordsOf } from "./text.ts";
export { formatKeyPattern, keyPatternIn } from "./_parse_keys.ts";
export { hasOctaves } from "./_parse_values.ts";
