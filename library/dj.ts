import {
  gridIn,
  type GridPart,
  type KeyProfile,
  readStrips,
  type Track,
  type TrackId,
} from "../domain/mod.ts";
import { type DjTrack, djTrack } from "../exchange/mod.ts";
import type { Library } from "./library.ts";
import { PlaybackError } from "./sound/_playback_error.ts";
import { StripsError } from "./track/strips.ts";

/** What became of the beats of tracks, counted as they are asked for. */
export interface BeatsFound {
  found: number;
  /** Tracks whose audio cannot be read now. */
  unread: number;
}

/**
 * Tracks for DJ software, one after another; `undefined` for one that is not there. Beats that are not kept are found
 * in the audio, which takes a second or so a track.
 *
 * @param options.beats Left out where no beats are wanted.
 */
export async function* djTracks(
  library: Pick<Library, "store" | "strips">,
  ids: readonly TrackId[],
  { profile, beats, signal }: {
    readonly profile: KeyProfile;
    readonly beats?: BeatsFound | undefined;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<DjTrack | undefined> {
  for (const id of ids) {
    signal.throwIfAborted();
    const stored = await library.store.getTrack(id);
    const grid = stored && beats ? await gridOf(library, stored, signal) : [];
    if (beats && stored) {
      if (grid === undefined) beats.unread++;
      else if (grid.length > 0) beats.found++;
    }
    yield stored && djTrack(stored, { profile, grid: grid ?? [] });
  }
}

/** The beat grid of a track; `undefined` where its audio cannot be read. */
async function gridOf(
  { strips }: Pick<Library, "strips">,
  track: Track,
  signal: AbortSignal,
): Promise<readonly GridPart[] | undefined> {
  if (track.values["tempo"] === undefined) return [];
  if (!track.audio) return undefined;
  try {
    return gridIn(readStrips(await strips.of(track, { set: "beats", signal })) ?? []);
  } catch (error) {
    if (error instanceof PlaybackError || error instanceof StripsError) return undefined;
    throw error;
  }
}
