/**
 * A collection as the server holds it: its store, its columns, its vectors and what is computed from
 * them.
 *
 * @module
 */
export { ask } from "./ask.ts";
export { writeAtlas } from "./atlas.ts";
export { cardOf } from "./cards.ts";
export type { ClusterRequest } from "./clusters/clusterings.ts";
export { commandFor, musicCommand, nextCommand, shellWord } from "./command.ts";
export { type BeatsFound, djTracks } from "./dj.ts";
export { latestTracks, randomTrack } from "./draw.ts";
export { GuestError } from "./dropped/_held_files.ts";
export { MOST_GUEST_BYTES } from "./dropped/guests.ts";
export { fileNoteOf, keepGuest } from "./dropped/keep.ts";
export { fetchableModels, type Installer, offeredModels } from "./installer.ts";
export { heardSong } from "./learning/heard_song.ts";
export type {
  AskedLearner,
  LearnerResult,
  TrainingFound,
  TrainingRequest,
} from "./learning/training.ts";
export { exportedTracks, labelRows } from "./labels/label_pages.ts";
export { keepSegments } from "./segments/keep_segments.ts";
export { unpackedColumns } from "./column_file.ts";
export { type Library, openLibrary, openLibraryOver } from "./library.ts";
export { listTracks } from "./listed.ts";
export { audibleCount, listeningTests, makeTest } from "./listening/listening.ts";
export { findings } from "./listening/listening_results.ts";
export { DISAGREEMENT_NEIGHBOURS } from "./maps/disagreements.ts";
export { MapError } from "./maps/maps.ts";
export { askInOrder } from "./neighbours/arranged.ts";
export { MOST_COMBINATIONS } from "./neighbours/combinations.ts";
export type { CombiningRequest } from "./neighbours/combining.ts";
export { knowledgeOf, labelTable, LabelTableError, usualLabel } from "./neighbours/knowledge.ts";
export { rankedQuery } from "./neighbours/ranked_query.ts";
export { rankedLabels, type Rankings, rankQueries } from "./neighbours/rankings.ts";
export { sequenceOf, smoothSequence } from "./neighbours/sequence.ts";
export { pathAnswer } from "./neighbours/path_answer.ts";
export { findSonicPath } from "./neighbours/sonic_path.ts";
export { compare } from "./neighbours/similar.ts";
export { type Subject, trackSubject } from "./neighbours/subject.ts";
export { whySimilar } from "./neighbours/why.ts";
export { MOST_RANK } from "./robust/_ranks.ts";
export { measureRobustness, type Robustness } from "./robust/robustness.ts";
export { savedPlaylists } from "./playlists.ts";
export { searchTracks } from "./search.ts";
export { PlaybackError, type PlaybackTrouble } from "./sound/_playback_error.ts";
export { fullActivations, summaryOf } from "./summary.ts";
export { alongStrips } from "./track/along_strips.ts";
export { droppedPage, droppedTrack } from "./track/dropped_page.ts";
export { StripsError } from "./track/strips.ts";
export { trackFacts } from "./track/track_facts.ts";
export { type TrackPage, trackPage } from "./track/track_page.ts";
