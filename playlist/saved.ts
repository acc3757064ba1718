import type { Instant, TrackId } from "../domain/mod.ts";

/** A playlist as the store keeps it. */
export interface SavedPlaylist {
  readonly name: string;
  /** The query and recipe it came from; empty for a list made by hand. */
  readonly query: string;
  /** What a music app has written beside it. */
  readonly comment?: string;
  readonly tracks: readonly TrackId[];
  readonly created: Instant;
  readonly changed: Instant;
}

/** The collection of documents in which playlists are kept. */
export const PLAYLIST_DOCUMENTS = "playlists";
/** The most tracks that a saved playlist can hold. */
export const MOST_SAVED = 20_000;

/** What of a saved playlist a request may set. */
export type PlaylistFields = Partial<Pick<SavedPlaylist, "name" | "query" | "tracks">>;

/** Reads the fields of a playlist from JSON; says why where it cannot. */
export function readPlaylistFields(value: unknown): PlaylistFields | { readonly problem: string } {
  if (typeof value !== "object" || value === null) return { problem: "expected an object" };
  const { name, query, tracks } = value as Record<string, unknown>;
  if (name !== undefined && (typeof name !== "string" || name.trim() === "")) {
    return { problem: "name has to be a text that is not empty" };
  }
  if (query !== undefined && typeof query !== "string") {
    return { problem: "query has to be a text" };
  }
  if (tracks !== undefined && !areIds(tracks)) {
    return { problem: `tracks has to be a list of at most ${MOST_SAVED} track ids` };
  }
  return {
    ...(typeof name === "string" ? { name: name.trim().slice(0, 200) } : {}),
    ...(typeof query === "string" ? { query } : {}),
    ...(areIds(tracks) ? { tracks } : {}),
  };
}

/** Whether a value is a list of at most {@linkcode MOST_SAVED} track ids. */
export function areIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= MOST_SAVED &&
    value.every((id) => typeof id === "string" && id.length <= 200);
}
