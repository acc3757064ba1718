import { signal } from "@preact/signals";
import type { MappedTrack, TrackId } from "../../domain/mod.ts";
import { isInside, type Polygon } from "../../query/mod.ts";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where segments begin that were drawn around, by track; a track drawn as its mean has one of NaN. */
export type Caught = ReadonlyMap<TrackId, readonly number[]>;

/** Whether a drag draws around segments. */
export const draws = signal(false);
/** What was drawn around last, on either map; undefined where nothing is. */
export const caught = signal<Caught | undefined>(undefined);

/** What lies within a polygon. @param placeOf Where a mark is drawn, in the units of the polygon */
export function caughtIn(
  tracks: readonly MappedTrack[],
  { polygon, placeOf, means }: {
    readonly polygon: Polygon;
    readonly placeOf: (mark: Place) => Place;
    /** Whether tracks are drawn as their means. */
    readonly means: boolean;
  },
): Caught {
  return new Map(tracks.flatMap((track): [TrackId, readonly number[]][] => {
    const marks = means ? [{ x: track.x, y: track.y, start_s: NaN }] : track.segments;
    const starts = marks.filter((mark) => isInside(polygon, placeOf(mark)))
      .map(({ start_s }) => start_s);
    return starts.length === 0 ? [] : [[track.id, starts]];
  }));
}
