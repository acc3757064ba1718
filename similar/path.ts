import type { Space, TrackId } from "../domain/mod.ts";
import type { Problem } from "../query/mod.ts";
import type { TrackCard } from "./answer.ts";

/** Tracks of a path at most. */
export const MOST_PATH_TRACKS = 100;

/** A way from one track to another, as a page is told. */
export interface PathAnswer {
  readonly space: Space;
  /** From the one to the other. */
  readonly tracks: readonly TrackCard[];
  /** Cosine distance of each track to the one before, in [0, 2]; one fewer than tracks. */
  readonly steps: readonly number[];
  /** Tracks that the shortest way leads through, before it was evened out. */
  readonly through: readonly TrackId[];
  /** Nearest neighbours by which tracks were linked; `null` where the way is one leap. */
  readonly links: number | null;
  /** Tracks among which the way was looked for. */
  readonly among: number;
  readonly problems: readonly Problem[];
}
