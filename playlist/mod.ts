/**
 * Playlists: rows of a selection put in an order and written to files. Browser-safe.
 *
 * @module
 */
export * from "./arrange.ts";
export * from "./curve.ts";
export * from "./entries.ts";
export * from "./formats.ts";
export * from "./jspf.ts";
export * from "./limits.ts";
export * from "./m3u8.ts";
export * from "./paths.ts";
export * from "./playlist.ts";
export * from "./recipe.ts";
export * from "./saved.ts";
export * from "./transitions.ts";
export * from "./tsv.ts";
export * from "./xspf.ts";
