import type { TrackId } from "../domain/mod.ts";
import type { SavedPlaylist, Transition } from "../playlist/mod.ts";
import { type Asking, askJson } from "./_ask.ts";

/** A saved playlist with its id. */
export type Playlist = SavedPlaylist & { readonly id: string };

/** A saved playlist as it stands in the list. */
export type PlaylistRow = Omit<Playlist, "tracks"> & { readonly length: number };

/** What is shown of a track. */
export interface TrackRow {
  readonly id: TrackId;
  readonly title: string;
  readonly artist: string;
  readonly duration: number | null;
  readonly loudness: number | null;
  readonly truePeak: number | null;
  /** Whether the audio is on this machine. */
  readonly audio: boolean;
}

/** A playlist with its tracks named; tracks that are no longer in the collection have no row. */
export interface OpenPlaylist {
  readonly playlist: Playlist;
  readonly tracks: ReadonlyMap<TrackId, TrackRow>;
}

const ALL = "/api/playlists";

function one(id: string): string {
  return `${ALL}/${encodeURIComponent(id)}`;
}

/** The saved playlists, latest first. */
export async function listPlaylists(): Promise<readonly PlaylistRow[]> {
  const asking: Asking = { to: "read the playlists" };
  const { playlists } = await askJson<{ readonly playlists: readonly PlaylistRow[] }>(ALL, asking);
  return playlists;
}

/** One playlist and its tracks. */
export async function openPlaylist(id: string): Promise<OpenPlaylist> {
  const asking: Asking = { to: "open the playlist" };
  const [playlist, { tracks }] = await Promise.all([
    askJson<Playlist>(one(id), asking),
    askJson<{ readonly tracks: readonly TrackRow[] }>(`${one(id)}/tracks`, asking),
  ]);
  return { playlist, tracks: new Map(tracks.map((track) => [track.id, track])) };
}

/** Changes some fields of a playlist. */
export function changePlaylist(
  id: string,
  fields: { readonly name?: string; readonly tracks?: readonly TrackId[] },
): Promise<Playlist> {
  return askJson(one(id), { to: "change the playlist", method: "PATCH", json: fields });
}

/** Adds tracks to the end of a saved playlist. */
export async function extendPlaylist(id: string, more: readonly TrackId[]): Promise<void> {
  const { tracks } = await askJson<Playlist>(one(id), { to: "open the playlist" });
  await changePlaylist(id, { tracks: [...tracks, ...more] });
}

/** Deletes a playlist and gives it once more, so that it can be put back. */
export function deletePlaylist(id: string): Promise<Playlist> {
  return askJson(one(id), { to: "delete the playlist", method: "DELETE" });
}

/** Saves a playlist; gives it with its new id. */
export function savePlaylist(
  { name, query, tracks }: {
    readonly name: string;
    /** Undefined for one that no query made. */
    readonly query?: string;
    readonly tracks: readonly TrackId[];
  },
): Promise<Playlist> {
  const json = { name, tracks, ...(query !== undefined && { query }) };
  return askJson(ALL, { to: "save the playlist", method: "POST", json });
}

/** A transition as JSON has it: `null` where a part is missing. */
export type SentTransition = { readonly [Part in keyof Transition]: number | null };

/** The tracks of a query in the order of a recipe, and what goes from each to the next. */
export interface Arranged {
  readonly tracks: readonly { readonly id: TrackId; readonly title: string }[];
  readonly transitions: readonly SentTransition[];
}

/** Asks for tracks in an order, without saving it. @param parameters Query and recipe, written */
export function arrangeTracks(parameters: string, signal?: AbortSignal): Promise<Arranged> {
  const asking: Asking = { to: "put the tracks in order", ...(signal && { signal }) };
  return askJson(`/api/playlist.json?${parameters}`, asking);
}
