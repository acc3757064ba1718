import type { ActivationSet, Instant, Track, TrackId, VectorKind } from "../domain/mod.ts";

/** The vectors of one track; those left out stay as they are in the store. */
export type TrackVectors = Readonly<Partial<Record<VectorKind, Float32Array>>>;

/** What is kept along a track (per patch): typed arrays, numbers and text; at most 60,000 bytes. */
export type AlongRecord = Readonly<Record<string, unknown>>;

/** The stronger activations of one track, so that columns need not read the whole vectors. */
export interface StrongActivations {
  /** Class and activation (in steps of 1/10,000) by turns, sorted by class. */
  readonly pairs: Uint16Array;
  /** The largest activation, exact, and its class. */
  readonly top: number;
  readonly topClass: number;
}

/** A track as the store gives it back: with what else the store holds for it. */
export interface StoredTrack extends Track {
  /** The vectors that exist. */
  readonly vectors: readonly VectorKind[];
  /** Whether there is a record along the track. */
  readonly along: boolean;
  readonly strong: Readonly<Partial<Record<ActivationSet, StrongActivations>>>;
}

/** A track to be stored, with its vectors. */
export interface TrackEntry {
  readonly track: Track;
  readonly vectors?: TrackVectors;
  readonly along?: AlongRecord;
}

/** What the store holds of a track at the moment at which it is changed. */
export interface TrackNow {
  /** `undefined` where there is no track of that id. */
  readonly track: StoredTrack | undefined;
  readonly along: AlongRecord | undefined;
}

/** The file at a path, as it was when its track was stored. */
export interface FileRecord {
  readonly path: string;
  readonly id: TrackId;
  readonly hash: string;
  readonly hashVersion?: number;
  /** Bytes. */
  readonly size: number;
  readonly modified: Instant;
}

/** A file that is not analysed, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** A folder that the user has had analysed. */
export interface Root {
  readonly path: string;
}

/** One run of an analysis or import, so that other processes can show its progress. */
export interface Run {
  readonly id: string;
  readonly kind: "analyze" | "watch" | "import";
  readonly roots: readonly string[];
  readonly started: Instant;
  /** When this record was last written; a run whose beat is old has died. */
  readonly beat: Instant;
  readonly finished?: Instant;
  /** Tracks finished in this run, files that failed, files in all. */
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  readonly tracksPerSecond?: number;
}

/** A track taken out of the collection whose results are kept in case its content comes back. */
export interface ShelvedTrack {
  readonly track: StoredTrack;
  readonly at: Instant;
}
