import type { DbTp, Lufs, Seconds, TrackId } from "../domain/mod.ts";

/** What the player has to know of a track. */
export interface Playable {
  readonly id: TrackId;
  /** Title, or the file's name where there is none. */
  readonly title: string;
  readonly artist?: string;
  readonly duration?: Seconds;
  /** Integrated loudness, for loudness-matched playback. */
  readonly loudness?: Lufs;
  readonly truePeak?: DbTp;
  /** Why it cannot be played; left out where it can. */
  readonly silent?: string;
}
