import {
  camelotOf,
  type Columns,
  isAudible,
  keyAt,
  type KeyProfile,
  keyText,
  numberAt,
  type TrackId,
} from "../domain/mod.ts";
import { entryOf } from "./entries.ts";

/** What a list of tracks shows of one of them; `null` where a value is missing. */
export interface ListedTrack {
  readonly id: TrackId;
  readonly title: string;
  /** Empty where unknown. */
  readonly artist: string;
  /** s */
  readonly duration: number | null;
  /** LUFS */
  readonly loudness: number | null;
  /** dBTP */
  readonly truePeak: number | null;
  /** BPM */
  readonly tempo: number | null;
  /** Camelot code, and the key's name with it. */
  readonly camelot: string | null;
  readonly key: string | null;
  /** Whether the audio is on this machine. */
  readonly audio: boolean;
}

/** The track of a row as lists show it, its key under a profile. */
export function listedTrack(
  columns: Columns,
  { row, profile }: { readonly row: number; readonly profile: KeyProfile },
): ListedTrack {
  const { id, title, artist } = entryOf(columns, row);
  const number = (id: string) => {
    const value = numberAt(columns, { id, row });
    return Number.isNaN(value) ? null : value;
  };
  const key = keyAt(columns, { profile, row });
  return {
    id,
    title,
    artist,
    duration: number("duration"),
    loudness: number("loudness"),
    truePeak: number("true_peak"),
    tempo: number("tempo"),
    camelot: key ? camelotOf(key) : null,
    key: key ? keyText(key) : null,
    audio: isAudible(columns, row),
  };
}
