/**
 * The one place of the browser that talks to the server: typed requests and events, failures in
 * words, one request under way while the latest waits.
 *
 * @module
 */
export { wordsOf } from "./_ask.ts";
export {
  followStatus,
  type Found,
  loadColumns,
  loadStyles,
  readPage,
  searchTracks,
  type Status,
} from "./_collection.ts";
export { judgeCombination } from "./_combining.ts";
export { handLabels, type HandSet, labelTracks, makeHandSet, takeLabelsBack } from "./_labels.ts";
export { type Excerpt, loadExcerpt } from "./_excerpts.ts";
export { hearSong } from "./_heard.ts";
export { latest } from "./_latest.ts";
export { sendAnswer, takeBack } from "./_listening.ts";
export {
  type DisagreementData,
  findDisagreement,
  listMaps,
  loadDisagreement,
  type LoadedMap,
  loadMap,
} from "./_maps.ts";
export {
  type Folders,
  followInstallation,
  listFolders,
  listOfferedModels,
  type Offered,
  startAnalysis,
  startInstallation,
  stopInstallation,
} from "./_models.ts";
export {
  type Arranged,
  arrangeTracks,
  changePlaylist,
  deletePlaylist,
  extendPlaylist,
  listPlaylists,
  openPlaylist,
  type Playlist,
  playlistChanges,
  type PlaylistEdit,
  type PlaylistRow,
  savePlaylist,
} from "./_playlists.ts";
export { type SentTransition, type Sequence, smoothTracks, useSequence } from "./_sequence.ts";
export { loadSegments } from "./_segments.ts";
export { findNeighbours, findPath, followSound, keepSound, sendSound } from "./_similar.ts";
export { explainFailure } from "./_sound.ts";
export { loadStrips, type StripSet } from "./_strips.ts";
export { lookAt, type LookedAt } from "./_track.ts";
export { useAsked } from "./_use_asked.ts";
export { followTraining, resumeTraining, stopTraining } from "./_training.ts";
export { clustersDone, evaluationDone, startEvaluation, stopMap } from "./_work.ts";
