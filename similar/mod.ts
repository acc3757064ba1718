/**
 * What the Similar page asks and is told: the nearest tracks of one query in several spaces, side by
 * side. Browser-safe.
 *
 * @module
 */
export type {
  Agreement,
  Distances,
  LeftOut,
  NeighbourList,
  NeighbourRow,
  SimilarAnswer,
  TrackCard,
} from "./answer.ts";
export type { CombiningAnswer } from "./combining.ts";
export type { FileNote, Guest, GuestState, Kept } from "./guest.ts";
export {
  besideIn,
  formatTrackList,
  listHref,
  parseTrackList,
  type TrackList,
} from "./track_list.ts";
export type { HeardSong } from "./heard_song.ts";
export type { HoldingPlaylist, TrackFacts, TrackLabels } from "./track_facts.ts";
export { type Choice, CHOICES, chosenTracks } from "./lists.ts";
export { MOST_PATH_TRACKS, type PathAnswer } from "./path.ts";
export {
  formatSimilar,
  MOST_NEIGHBOURS,
  parseSimilar,
  PLAIN_REQUEST,
  type SimilarRequest,
} from "./request.ts";
export {
  MOST_EVERY,
  MOST_HEARD,
  MOST_SEGMENT_TRACKS,
  type SegmentAnswer,
  type SegmentRequest,
} from "./segments.ts";
export type {
  Contribution,
  Difference,
  KeyStep,
  Nearness,
  SharedClass,
  SharedCurve,
  TrackCurve,
  WhyAnswer,
} from "./why.ts";
