import type { TrackId } from "./track.ts";
import type { Seconds } from "./units.ts";
import { spaceInfo, type VectorKind } from "./spaces.ts";

/** What networks hear patch by patch: embeddings, and activations of classes. */
export const SEGMENT_KINDS = ["effnet", "musicnn", "vgg", "styles", "tags"] as const;
/** One of {@linkcode SEGMENT_KINDS}. */
export type SegmentKind = Extract<VectorKind, (typeof SEGMENT_KINDS)[number]>;

/** Segments of a track that are kept at most, evenly spread over it. */
export const MOST_SEGMENTS = 20;

/** Numbers of one segment of each kind. */
export const SEGMENT_WIDTH: Readonly<Record<SegmentKind, number>> = {
  effnet: 1280,
  musicnn: 200,
  vgg: 256,
  styles: 400,
  tags: 50,
};

/** What a reader is told of each kind. */
export const SEGMENT_LABEL: Readonly<Record<SegmentKind, string>> = {
  effnet: spaceInfo("effnet").label,
  musicnn: spaceInfo("musicnn").label,
  vgg: spaceInfo("vgg").label,
  styles: "400 styles (Discogs-EffNet)",
  tags: "50 tags (MSD-MusiCNN)",
};

/** What a network heard in some patches of a track. */
export interface Segments {
  readonly kind: SegmentKind;
  /** Start of each patch in the file; shape `(n,)`. */
  readonly starts: Float32Array;
  /** Length of a patch. */
  readonly length: Seconds;
  /** Shape `(n, width)`. */
  readonly vectors: Float32Array;
}

/** Bytes that the segments of a track take at most, as half-precision numbers. */
export function segmentBytes(kinds: readonly SegmentKind[]): number {
  return kinds.reduce((sum, kind) => sum + 2 * MOST_SEGMENTS * SEGMENT_WIDTH[kind], 0);
}

/** One point of a map of segments. */
interface SegmentPoint {
  readonly start_s: Seconds;
  readonly x: number;
  readonly y: number;
}

/** The segments of one track on a map. */
export interface MappedTrack {
  readonly id: TrackId;
  /** Length of a segment. */
  readonly length_s: Seconds;
  /** Where the mean of its segments lies. */
  readonly x: number;
  readonly y: number;
  /** Mean cosine distance of its segments to their mean, in [0, 2]. */
  readonly spread: number;
  readonly segments: readonly SegmentPoint[];
}
