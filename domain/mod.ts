/**
 * Words, units, ids and the descriptor catalogue, and the one way in which each is written, compared,
 * counted, drawn and read from a row. Imports nothing.
 *
 * @module
 */
export * from "./absence.ts";
export * from "./binning.ts";
export { ARTIST_SEPARATOR, artistKeys, shareArtist } from "./artists.ts";
export * from "./catalogue.ts";
export * from "./columns.ts";
export * from "./derived.ts";
export * from "./failure.ts";
export * from "./installation.ts";
export * from "./keys.ts";
export * from "./label_columns.ts";
export * from "./label_set.ts";
export * from "./labels/mod.ts";
export * from "./moments.ts";
export * from "./number.ts";
export * from "./opinions.ts";
export * from "./planes.ts";
export * from "./playable.ts";
export * from "./possible.ts";
export * from "./random.ts";
export * from "./ranks.ts";
export * from "./rows.ts";
export * from "./spaces.ts";
export * from "./stages.ts";
export * from "./strips.ts";
export * from "./text.ts";
export * from "./track.ts";
export * from "./tsv.ts";
export * from "./units.ts";
