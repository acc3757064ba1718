import type { DbTp, In, Lufs } from "../domain/mod.ts";

/** A change of level. */
export type Decibels = In<"db">;

/** Loudness that matched playback brings every track to: ReplayGain 2.0's reference level. */
export const TARGET: Lufs = -18;

/** Highest true peak that a raise may lead to (EBU R 128). */
export const CEILING: DbTp = -1;

/** A track as far as it was measured. */
export interface MeasuredTrack {
  readonly loudness?: Lufs;
  readonly truePeak?: DbTp;
}

/** How a track's level is changed, and why not further. */
export interface Match {
  readonly gain: Decibels;
  /** `none` where loudness was not measured, `peak` where the true peak stopped a raise. */
  readonly limit?: "none" | "peak";
}

/**
 * The change of level that brings a track to {@linkcode TARGET}. A raise stops where the true peak
 * would pass {@linkcode CEILING}; a track whose peak is not known is never raised.
 */
export function matchOf({ loudness, truePeak }: MeasuredTrack): Match {
  if (!isMeasured(loudness)) return { gain: 0, limit: "none" };
  const wanted = TARGET - loudness;
  const room = Math.max(0, isMeasured(truePeak) ? CEILING - truePeak : 0);
  return wanted > room ? { gain: room, limit: "peak" } : { gain: wanted };
}

/** What two peaks of one height become where tracks are faded over each other at equal power. */
const FADE_ROOM: Decibels = 3;

/**
 * The changes of level that bring two tracks, one faded over the other, to one loudness: that of
 * {@linkcode TARGET}, or as far below as keeps both peaks under {@linkcode CEILING} where they meet. A track
 * whose loudness was not measured stays as it is.
 */
export function matchOfBoth(
  tracks: readonly [MeasuredTrack, MeasuredTrack],
): readonly [Decibels, Decibels] {
  const levels = tracks.map(({ loudness, truePeak }) => {
    if (!isMeasured(loudness)) return TARGET;
    return isMeasured(truePeak)
      ? Math.min(TARGET, loudness + CEILING - FADE_ROOM - truePeak)
      : Math.min(TARGET, loudness);
  });
  const level = Math.min(...levels);
  const gainOf = ({ loudness }: MeasuredTrack) => isMeasured(loudness) ? level - loudness : 0;
  return [gainOf(tracks[0]), gainOf(tracks[1])];
}

function isMeasured(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

/** Decibels as the factor that a sample is multiplied by. */
export function factorOf(gain: Decibels): number {
  return 10 ** (gain / 20);
}

/** A volume slider's position, 0..1, as a factor: squared, so that its middle sounds like half. */
export function volumeFactor(position: number): number {
  return position * position;
}
