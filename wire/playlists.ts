import type { SavedPlaylist } from "../playlist/mod.ts";
import type { TrackId } from "../domain/mod.ts";

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

/** The saved playlists, latest first. */
export async function listAll(): Promise<readonly PlaylistRow[]> {
  const { playlists } = await ask<{ playlists: readonly PlaylistRow[] }>("/api/playlists");
  return playlists;
}

/** One playlist and its tracks. */
export async function open(id: string): Promise<OpenPlaylist> {
  const address = `/api/playlists/${encodeURIComponent(id)}`;
  const [playlist, { tracks }] = await Promise.all([
    ask<Playlist>(address),
    ask<{ tracks: readonly TrackRow[] }>(`${address}/tracks`),
  ]);
  return { playlist, tracks: new Map(tracks.map((track) => [track.id, track])) };
}

/** Changes some fields of a playlist. */
export function change(
  id: string,
  fields: { readonly name?: string; readonly tracks?: readonly TrackId[] },
): Promise<Playlist> {
  const init = { method: "PATCH", body: JSON.stringify(fields) };
  return ask<Playlist>(`/api/playlists/${encodeURIComponent(id)}`, init);
}

/** Deletes a playlist and gives it once more, so that it can be put back. */
export function remove(id: string): Promise<Playlist> {
  return ask<Playlist>(`/api/playlists/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** Saves a playlist; gives it with its new id. */
export function save(
  playlist: Pick<Playlist, "name" | "query" | "tracks">,
): Promise<Playlist> {
  const { name, query, tracks } = playlist;
  const body = JSON.stringify({ name, query, tracks });
  return ask<Playlist>("/api/playlists", { method: "POST", body });
}

async function ask<Answer>(address: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(address, init);
  if (response.ok) return await response.json();
  throw new Error(`Cannot reach the playlists: the server answered ${response.status}`);
}
