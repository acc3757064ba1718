/**
 * What people say of tracks: label sets of the known data sets, of tables, of folders and by hand, joined
 * to the tracks that they mean. Readers know no store; what is joined is stored as a whole.
 *
 * @module
 */
export * from "./draft.ts";
export * from "./export.ts";
export * from "./failure.ts";
export * from "./files.ts";
export * from "./hand.ts";
export * from "./join.ts";
export { readRecords, type TableForm, type TableRecord } from "./records.ts";
export { KEY_LABELS, keyLabelOf, keyOf } from "./sources/beats.ts";
export * from "./report.ts";
export * from "./sources/mod.ts";
export { type Pair, pairsOf } from "./sources/musav.ts";
export * from "./track_index.ts";
export * from "./truth/mod.ts";
export * from "./validate.ts";
