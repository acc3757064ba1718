/**
 * Words, units, ids and the descriptor catalogue. Imports nothing.
 *
 * @module
 */
export * from "./absence.ts";
export * from "./catalogue.ts";
export * from "./columns.ts";
export * from "./derived.ts";
export * from "./keys.ts";
export * from "./label_columns.ts";
export * from "./label_set.ts";
export * from "./labels/mod.ts";
export * from "./moments.ts";
export * from "./spaces.ts";
export * from "./stages.ts";
export * from "./track.ts";
export * from "./units.ts";
