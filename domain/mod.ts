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
export * from "./labels/mod.ts";
export * from "./moments.ts";
export * from "./opinions.ts";
export * from "./planes.ts";
export * from "./spaces.ts";
export * from "./stages.ts";
export * from "./track.ts";
export * from "./units.ts";
