/**
 * Audio analysis: finding files, and pools of workers that turn each into descriptors and embeddings.
 * What runs inside the workers (decoders, Essentia, networks) is not loaded by this door.
 *
 * @module
 */
export * from "./convert/mod.ts";
export * from "./descriptors/tempo_method.ts";
export { TIMBRE_GROUPS, type TimbreGroup } from "./descriptors/timbre.ts";
export * from "./files/mod.ts";
export * from "./models/mod.ts";
export * from "./payload/mod.ts";
export * from "./pool/mod.ts";
export * from "./strips/mod.ts";
export type { Analysis, AnalysisJob, DecodedFacts, EarlierTempo } from "./track/analysis.ts";
export * from "./track/plan.ts";
export * from "./track/pool.ts";
