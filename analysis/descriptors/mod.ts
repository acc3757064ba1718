/**
 * Descriptors by signal processing: tempo, key, danceability, timbre and rhythm.
 *
 * @module
 */
export * from "./danceability.ts";
export * from "./keys.ts";
export * from "./tempo.ts";
export * from "./tempo_doubt.ts";
export * from "./tempo_method.ts";
export * from "./texture.ts";
export * from "./timbre.ts";
