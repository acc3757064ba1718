/**
 * Learned models: which there are, where they come from, and what they hear.
 *
 * @module
 */
export * from "./availability.ts";
export * from "./files.ts";
export * from "./inference.ts";
export * from "./install.ts";
export * from "./moments.ts";
export * from "./proof_answer.ts";
export { isKnowable } from "./proofs.ts";
export * from "./registry.ts";
export * from "./provider.ts";
export * from "./rows.ts";
export * from "./settings.ts";
export * from "./tempo_vote.ts";
export type { VibesHeard } from "./vibes.ts";
