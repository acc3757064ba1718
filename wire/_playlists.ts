import type { TrackId } from "../domain/mod.ts";
import { signal } from "@preact/signals";
import type { SavedPlaylist } from "../playlist/mod.ts";
import { type Asking, askJson } from "./_ask.ts";
import type { SentTransition } from "./_sequence.ts";

/** A saved playlist with its id. */
export type Playlist = SavedPlaylist & { readonly id: string };

/** A saved playlist as it stands in the list. */
export type PlaylistRow = Omit<Playlist, "tracks"> & { readonly length: number };

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

/** One playlist. */
export function openPlaylist(id: string): Promise<Playlist> {
  return askJson(one(id), { to: "open the playlist" });
}

/** Counts the changes that this page has made to the playlists. */
export const playlistChanges = signal(0);

async function changing<Answer>(address: string, asking: Asking): Promise<Answer> {
  const answer = await askJson<Answer>(address, asking);
  playlistChanges.value++;
  return answer;
}

/** Fields of a playlist that can be changed. */
export interface PlaylistEdit {
  readonly name?: string;
  readonly tracks?: readonly TrackId[];
}

/** Changes some fields of a playlist. */
export function changePlaylist(id: string, fields: PlaylistEdit): Promise<Playlist> {
  return changing(one(id), { to: "change the playlist", method: "PATCH", json: fields });
}

/** Adds tracks to the end of a saved playlist; gives it as it was before. */
export async function extendPlaylist(id: string, more: readonly TrackId[]): Promise<Playlist> {
  const before = await openPlaylist(id);
  await changePlaylist(id, { tracks: [...before.tracks, ...more] });
  return before;
}

/** Deletes a playlist and gives it once more, so that it can be put back. */
export function deletePlaylist(id: string): Promise<Playlist> {
  return changing(one(id), { to: "delete the playlist", method: "DELETE" });
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
  return changing(ALL, { to: "save the playlist", method: "POST", json });
}

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
