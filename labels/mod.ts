/**
 * What people say of tracks: label sets of the known data sets, of tables, of folders and by hand, joined
 * to the tracks that they mean. Readers know no store; what is joined is stored as a whole.
 *
 * @module
 */
export { type ExportedTrack, jamsOf, labelsTsv } from "./export.ts";
export { LabelError } from "./failure.ts";
export { copyForHand, createHandSet, type HandEdit, labelByHand, undoEdit } from "./hand.ts";
export { jamsArchive } from "./jams_archive.ts";
export { type Joined, joinLabels } from "./join.ts";
export { classCounts, joinLines, splitFigures, splitLine } from "./report.ts";
export { sourceFilesAt } from "./files.ts";
export { type ListedEntry, tracksOfList } from "./playlists.ts";
export { navidromePlaylists } from "./sources/navidrome.ts";
export { readSource, SOURCES } from "./sources/mod.ts";
export { type LabelStatistics, statisticsOf } from "./statistics.ts";
export { TrackIndex } from "./track_index.ts";
export { truthLines } from "./truth/lines.ts";
export { PUBLISHED, type Published, type Truth, truthsOf } from "./truth/report.ts";
export { type CheckedFile, validateLabels } from "./validate.ts";
