/**
 * Audio analysis: finding files, decoding them, and computing descriptors and embeddings.
 *
 * @module
 */
export * from "./decode/mod.ts";
export * from "./descriptors/mod.ts";
export * from "./files/mod.ts";
export * from "./models/mod.ts";
export * from "./pool/mod.ts";
export * from "./signal/mod.ts";
export * from "./track/mod.ts";
