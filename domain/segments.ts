import { ACTIVATION_SETS, type ActivationSet, activationStage } from "./activations.ts";
import { ACTIVATION_CLASSES, activationText } from "./labels/classes.ts";
import { type AnalysedSpace, spaceInfo } from "./spaces.ts";
import type { StageId } from "./stages.ts";
import type { TrackId } from "./track.ts";
import type { Seconds } from "./units.ts";

/** The spaces whose networks hear patch by patch. */
const PATCHED = ["effnet", "musicnn", "vgg"] as const satisfies readonly AnalysedSpace[];

/** What networks hear patch by patch: embeddings, and activations of classes. */
export const SEGMENT_KINDS: readonly SegmentKind[] = [...PATCHED, ...ACTIVATION_SETS];
/** One of {@linkcode SEGMENT_KINDS}. */
export type SegmentKind = (typeof PATCHED)[number] | ActivationSet;

/** Segments of a track that are kept at most, evenly spread over it. */
export const MOST_SEGMENTS = 20;

/** The set of activations that a kind of segments is; undefined for an embedding. */
export function segmentSet(kind: SegmentKind): ActivationSet | undefined {
  return ACTIVATION_SETS.find((set) => set === kind);
}

/** The stage of the analysis that hears a kind. */
export function segmentStage(kind: SegmentKind): StageId {
  const set = segmentSet(kind);
  return set ? activationStage(set) : kind as (typeof PATCHED)[number];
}

/** Numbers of one segment of a kind. */
export function segmentWidth(kind: SegmentKind): number {
  const set = segmentSet(kind);
  return set ? ACTIVATION_CLASSES[set].length : spaceInfo(kind as AnalysedSpace).dimensions!;
}

/** What a reader is told of a kind. */
export function segmentText(kind: SegmentKind): string {
  const set = segmentSet(kind);
  return set ? activationText(set) : spaceInfo(kind as AnalysedSpace).label;
}

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
  return kinds.reduce((sum, kind) => sum + 2 * MOST_SEGMENTS * segmentWidth(kind), 0);
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
