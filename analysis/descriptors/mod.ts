/**
 * Descriptors by signal processing: tempo, key and danceability.
 *
 * @module
 */
export * from "./danceability.ts";
export * from "./keys.ts";
export * from "./tempo.ts";
