/**
 * Playlists: rows of a selection put in an order and written to files. Browser-safe.
 *
 * @module
 */
export { type Arranged, arrangeInSlices, type Recipe } from "./arrange.ts";
export { entryOf } from "./entries.ts";
export {
  PLAYLIST_FORMATS,
  PLAYLIST_MEDIA_TYPES,
  type PlaylistFormat,
  readPlaylist,
  writePlaylist,
} from "./formats.ts";
export { type ListedTrack, listedTrack } from "./listed.ts";
export { type Mix, mixOf, type MixPart, OVERLAP } from "./mix.ts";
export type { PathOptions } from "./paths.ts";
export type { Playlist } from "./playlist.ts";
export { parseRecipe, queryOfPlaylist, RECIPE_PARAMETERS, recipeParameters } from "./recipe.ts";
export {
  areIds,
  MOST_SAVED,
  PLAYLIST_DOCUMENTS,
  type PlaylistFields,
  readPlaylistFields,
  type SavedPlaylist,
} from "./saved.ts";
export { MOST_SMOOTHED, type Smoothed, smoothOrder } from "./smooth.ts";
export { type Transition, transitionsOf } from "./transitions.ts";
