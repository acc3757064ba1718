import type { TrackId } from "./track.ts";
import type { DbTp, Lufs, Seconds } from "./units.ts";

/** What a player has to know of a track. */
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
  /**
   * Address of its sound where that is not the track's own: it is heard blind, so nothing may name it,
   * lead to it or show a number of it.
   */
  readonly blind?: string;
  /** A file that was dropped on the page and is no part of the collection; its id is its own. */
  readonly dropped?: true;
}

/** Why a track of an imported collection cannot be played. */
export const NO_AUDIO = "imported without its audio";

/** What is known of a track that is to be played; empty, `null` or NaN where nothing is. */
export interface Known {
  readonly id: TrackId;
  readonly title: string;
  readonly artist?: string | null | undefined;
  readonly duration?: number | null | undefined;
  readonly loudness?: number | null | undefined;
  readonly truePeak?: number | null | undefined;
  /** Whether its audio is on this machine; taken as given where left out. */
  readonly audio?: boolean;
  readonly blind?: string | undefined;
  readonly dropped?: boolean;
}

/** A track to be played, of what is known of it. */
export function playableOf(
  { id, title, artist, duration, loudness, truePeak, audio = true, blind, dropped }: Known,
): Playable {
  return {
    id,
    title,
    ...(artist ? { artist } : {}),
    ...(isKnown(duration) ? { duration } : {}),
    ...(isKnown(loudness) ? { loudness } : {}),
    ...(isKnown(truePeak) ? { truePeak } : {}),
    ...(audio ? {} : { silent: NO_AUDIO }),
    ...(blind ? { blind } : {}),
    ...(dropped && { dropped }),
  };
}

/**
 * A track to be played, of what was kept or sent as JSON: what is no track gives `undefined`, and what
 * is of another kind than it should be counts as not known.
 */
export function playableFrom(kept: unknown): Playable | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const { id, title, artist, duration, loudness, truePeak, silent, blind, dropped }: Readonly<
    Partial<Record<keyof Playable, unknown>>
  > = kept;
  if (typeof id !== "string" || typeof title !== "string") return undefined;
  return playableOf({
    id,
    title,
    artist: typeof artist === "string" ? artist : undefined,
    duration: numberIn(duration),
    loudness: numberIn(loudness),
    truePeak: numberIn(truePeak),
    audio: silent === undefined,
    blind: typeof blind === "string" ? blind : undefined,
    dropped: dropped === true,
  });
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
