/**
 * The store: everything a collection knows, in Deno KV. No other room knows Deno KV.
 *
 * @module
 */
export type { Changes, Revision } from "./_changes.ts";
export { storedTrack } from "./_tracks.ts";
export type { Claim } from "./claim.ts";
export type { Documents } from "./documents.ts";
export { RecordTooLarge, StoreError, storeFailure } from "./failure.ts";
export { type LabelChanges, LabelSets } from "./label_sets.ts";
export { DEFAULT_DB, isRemote } from "./location.ts";
export type { AlongRecord, Run, StoredTrack, TrackEntry, TrackVectors } from "./records.ts";
export { copyStore, stampOfStore } from "./snapshot.ts";
export { COMBINATIONS, openStore, Store, type StoreOptions } from "./store.ts";
export { openStoreOver, type TrackSource } from "./store_over.ts";
