import type { DbTp, In, Lufs } from "../domain/mod.ts";

/** A change of level. */
export type Decibels = In<"db">;

/** Loudness that matched playback brings every track to: ReplayGain 2.0's reference level. */
export const TARGET: Lufs = -18;

/** Highest true peak that a raise may lead to (EBU R 128). */
export const CEILING: DbTp = -1;

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
export function matchOf(track: { readonly loudness?: Lufs; readonly truePeak?: DbTp }): Match {
  const { loudness, truePeak } = track;
  if (loudness === undefined || !Number.isFinite(loudness)) return { gain: 0, limit: "none" };
  const wanted = TARGET - loudness;
  const known = truePeak !== undefined && Number.isFinite(truePeak);
  const room = Math.max(0, known ? CEILING - truePeak : 0);
  return wanted > room ? { gain: room, limit: "peak" } : { gain: wanted };
}

/** Decibels as the factor that a sample is multiplied by. */
export function factorOf(gain: Decibels): number {
  return 10 ** (gain / 20);
}

/** A volume slider's position, 0..1, as a factor: squared, so that its middle sounds like half. */
export function volumeFactor(position: number): number {
  return position * position;
}
