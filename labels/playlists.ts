import type { TrackId } from "../domain/mod.ts";
import type { FoundBy, TrackIndex } from "./track_index.ts";

/** An entry of a playlist of another program or machine. */
export interface ListedEntry {
  readonly path: string;
  readonly artist?: string | undefined;
  readonly title?: string | undefined;
}

/** The tracks of a playlist, and how they were found. */
export interface FoundTracks {
  /** In the order of the playlist; of several copies of one content the first. */
  readonly tracks: readonly TrackId[];
  readonly by: ReadonlyMap<FoundBy, number>;
  readonly missing: readonly { readonly entry: ListedEntry; readonly reason: string }[];
}

/** Finds the tracks that the entries of a playlist mean. */
export function tracksOfList(entries: readonly ListedEntry[], index: TrackIndex): FoundTracks {
  const tracks: TrackId[] = [];
  const by = new Map<FoundBy, number>();
  const missing: { readonly entry: ListedEntry; readonly reason: string }[] = [];
  for (const entry of entries) {
    const { path, artist, title } = entry;
    const song = artist && title ? { artist, title } : undefined;
    const found = index.find({ ...(path !== "" && { path }), song, checked: true });
    if ("reason" in found) missing.push({ entry, reason: found.reason });
    else {
      tracks.push(found.tracks[0]!);
      by.set(found.by, (by.get(found.by) ?? 0) + 1);
    }
  }
  return { tracks, by, missing };
}
