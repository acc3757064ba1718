import { signal } from "@preact/signals";
import type { TrackId } from "../../domain/mod.ts";

/** The most tracks that are put into a playlist at once. */
const MOST = 20_000;

/** Tracks that wait for a playlist to be chosen; empty while none do. */
export const waitingTracks = signal<readonly TrackId[]>([]);
/** How many were wanted, of which no more than a playlist takes at once wait. */
export const wantedTracks = signal(0);

/** Asks to which playlist tracks are to be added. */
export function addToPlaylist(tracks: readonly TrackId[]): void {
  wantedTracks.value = tracks.length;
  waitingTracks.value = tracks.slice(0, MOST);
}

/** A saved playlist as it stands in a list. */
export interface PlaylistHead {
  readonly id: string;
  readonly name: string;
  readonly length: number;
}

/** The saved playlists, latest first. Throws an Error where the server cannot be asked. */
export async function listPlaylists(): Promise<readonly PlaylistHead[]> {
  const { playlists } = await answerOf(fetch("/api/playlists"));
  return playlists as readonly PlaylistHead[];
}

/** Saves a new playlist; gives its id. */
export async function savePlaylist(
  playlist: {
    readonly name: string;
    readonly query: string;
    readonly tracks: readonly TrackId[];
  },
): Promise<string> {
  const body = JSON.stringify(playlist);
  const { id } = await answerOf(fetch("/api/playlists", { method: "POST", body }));
  return String(id);
}

/** Adds tracks to the end of a saved playlist. */
export async function extendPlaylist(id: string, tracks: readonly TrackId[]): Promise<void> {
  const address = `/api/playlists/${encodeURIComponent(id)}`;
  const before = await answerOf(fetch(address));
  const body = JSON.stringify({ tracks: [...before["tracks"] as readonly TrackId[], ...tracks] });
  await answerOf(fetch(address, { method: "PATCH", body }));
}

async function answerOf(request: Promise<Response>): Promise<Record<string, unknown>> {
  const response = await request;
  if (response.ok) return await response.json();
  throw new Error(`Cannot reach the playlists: the server answered ${response.status}`);
}
