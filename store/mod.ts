/**
 * The store: everything a collection knows, in Deno KV. No other room knows Deno KV.
 *
 * @module
 */
export { storedTrack } from "./_tracks.ts";
export type { Changes, Revision } from "./_changes.ts";
export type { Claim, ClaimedFile } from "./claim.ts";
export * from "./location.ts";
export type { Documents } from "./documents.ts";
export * from "./failure.ts";
export type { LabelEdits, LabelSets } from "./label_sets.ts";
export * from "./records.ts";
export * from "./store.ts";
