import { signal } from "@preact/signals";
import type { TrackId } from "../../domain/mod.ts";
import type { LabelTarget } from "../labels/labelling.ts";

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

/** What waits for a label; undefined while nothing does. */
export const waitingLabels = signal<LabelTarget | undefined>(undefined);
