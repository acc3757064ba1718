/**
 * Collections to and from files that pandas, DuckDB and NumPy read, and to those of DJ
 * software.
 *
 * @module
 */
export { type AtlasNeighbours, AtlasParquet } from "./atlas.ts";
export { type DjTrack, djTrack } from "./dj/dj_track.ts";
export { DJ_FORMATS, DJ_MEDIA_TYPE, type DjFormat, writeDj } from "./dj/formats.ts";
export { type CollectedPart, collectParts, wouldLeave } from "./collect.ts";
export type { Left } from "./_prune_parts.ts";
export { readRekordbox, type RekordboxTrack } from "./dj/read_rekordbox.ts";
export { errorsTsv } from "./errors_tsv.ts";
export { exportCollection, type ExportSummary } from "./export.ts";
export { ExchangeError } from "./failure.ts";
export { checkCollection, importCollection, type ImportSummary } from "./import.ts";
export { resampled } from "./resample.ts";
