import type { Absence } from "./absence.ts";
import type { StageId } from "./stages.ts";
import type { Hertz, Instant, Seconds } from "./units.ts";

/**
 * Identifies a track in its collection: the first 20 hexadecimal digits of the SHA-256 of the audio in
 * its file when it was first seen, followed by `-2`, `-3`, … for further files with the same audio.
 * Imported tracks keep the id they came with.
 */
export type TrackId = string;

/** What the file's tags say; absent where they say nothing. */
export interface Tags {
  readonly title?: string;
  /** The artist as credited; several that are tagged one by one are joined by commas. */
  readonly artist?: string;
  /** Each artist, where there is more than one. */
  readonly artists?: readonly string[];
  readonly album?: string;
  readonly albumArtist?: string;
  /** Composers, joined by commas. */
  readonly composer?: string;
  readonly genres?: readonly string[];
  /**
   * Year of the music: that of the original release where it is tagged, else that of the release. A
   * reissue of 2009 of a record of 1965 is of 1965.
   */
  readonly year?: number;
  /** Date of this release as tagged: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date?: string;
  /** Date of the original release, likewise. */
  readonly originalDate?: string;
  readonly trackNumber?: number;
  readonly discNumber?: number;
  /** Whether the album is tagged as a compilation; absent where it is not. */
  readonly compilation?: true;
}

/** What is known of the file itself. */
export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  readonly modified: Instant;
  /** SHA-256 of the file's audio payload, 64 hexadecimal digits; empty for imported tracks. */
  readonly hash: string;
  /** {@linkcode HASH_VERSION} at which the hash was taken; left out where it is of the whole file. */
  readonly hashVersion?: number;
  /** Container and codec as sniffed from the content, such as `ogg` and `opus`. */
  readonly container: string;
  readonly codec: string;
  readonly sampleRate: Hertz;
  /** Channels of the file, before any down-mix. */
  readonly channels: number;
  /** kbit/s. */
  readonly bitRate?: number;
  /** Decoded duration. */
  readonly duration: Seconds;
  readonly hasCover: boolean;
  /** How more than two channels became two, in words. */
  readonly downmix?: string;
  /** What else was done to the file or its tags that one should know, in words. */
  readonly notes?: readonly string[];
  /** Why the file is thought to be damaged, in words. */
  readonly damage?: string;
  /** The part that the analysis heard where the file was too long to be heard whole, in seconds. */
  readonly heard?: readonly [Seconds, Seconds];
}

/** What the hash of a file is taken of: 1, all its bytes; 2, its audio payload. */
export const HASH_VERSION = 2;

/** What one stage left on a track. */
export interface StageRecord {
  readonly version: number;
  /** What computed it where that can differ: a model's id, or the tempo method. */
  readonly by?: string;
  /** What was asked for where that can differ: of the tempo, the method, and the model that `auto` heard. */
  readonly asked?: string;
}

/** A track with every descriptor that has been computed for it. */
export interface Track {
  readonly id: TrackId;
  /** Path of the file as found; relative to the collection for imported tracks. */
  readonly path: string;
  /** Whether the file is on this machine. Imported collections have no audio. */
  readonly audio: boolean;
  readonly added: Instant;
  readonly analysed: Instant;
  readonly file: FileFacts;
  readonly tags: Tags;
  readonly stages: Readonly<Partial<Record<StageId, StageRecord>>>;
  /** Value of each stored descriptor, by catalogue id; categories by name. */
  readonly values: Readonly<Record<string, number | string>>;
  /** Why a descriptor of a stage that ran has no value, by catalogue id. */
  readonly absent: Readonly<Record<string, Absence>>;
}

/** A file that could not be analysed. */
export interface AnalysisError {
  readonly path: string;
  /** What was being done: `read`, `decode`, or a stage. */
  readonly stage: string;
  readonly reason: string;
  readonly at: Instant;
  readonly size: number;
  readonly modified: Instant;
  /** Whether it may go by itself, as a disk that was away does: the next run tries the file again. */
  readonly passing?: boolean;
}

/** Each artist of a track: those tagged one by one, else the one that is credited, else none. */
export function artistsOf(
  { artist, artists }: Pick<Tags, "artist" | "artists">,
): readonly string[] {
  return artists ?? (artist === undefined ? [] : [artist]);
}

/** The name to show for a track: its title, else the file's name without folders and ending. */
export function titleOf(track: { readonly path: string; readonly tags: Tags }): string {
  return track.tags.title ?? nameOf(track.path);
}

/** A file's name without folders and ending. */
export function nameOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}
