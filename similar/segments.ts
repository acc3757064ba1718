import type { MappedTrack, Projection, SegmentKind, TrackId } from "../domain/mod.ts";

/** Tracks of a map of segments at most; so many of them are heard for it where they are not kept. */
export const MOST_SEGMENT_TRACKS = 500;
/** See {@linkcode MOST_SEGMENT_TRACKS}. */
export const MOST_HEARD = 20;
/** Every so many segments are shown at most. */
export const MOST_EVERY = 20;

/** Which map of segments is asked for. */
export interface SegmentRequest {
  readonly kind: SegmentKind;
  readonly projection: Projection;
  readonly ids: readonly TrackId[];
  /** Every n-th segment of each track. */
  readonly every: number;
}

/** Segments of some tracks on one map, as a page is told. `null` where a number is not known. */
export interface SegmentAnswer {
  readonly kind: SegmentKind;
  readonly projection: Projection;
  readonly tracks: readonly MappedTrack[];
  /** Tracks without segments, and why. */
  readonly missing: readonly { readonly id: TrackId; readonly reason: string }[];
  readonly quality: {
    readonly k: number;
    readonly preserved: number | null;
    readonly chance: number | null;
    readonly trustworthiness: number | null;
    readonly continuity: number | null;
  };
  readonly variance?: readonly [number, number];
  /** What raw axes reach over; they go from −1 to 1 on the map. */
  readonly axes?: readonly {
    readonly from: number | null;
    readonly to: number | null;
    readonly log: boolean;
  }[];
}
