import type { TrackId } from "../../domain/mod.ts";
import type { WholeVector } from "../reduced/whole_vectors.ts";

/** Where the vectors of a space come from, whole. */
export interface VectorSource {
  /** Tracks that have a vector, as of now. */
  readonly count: number;
  /** All tracks there are, with and without a vector; samples are drawn among them. */
  readonly ids: readonly TrackId[];
  /** All vectors, one after the other. */
  all(): AsyncIterable<WholeVector>;
  /** The vectors of some tracks, in their order. */
  read(ids: readonly TrackId[]): Promise<readonly (Float32Array | undefined)[]>;
  /**
   * The tracks whose vectors may have changed since a revision, as it was told to `VectorSpace.keep`;
   * undefined where that cannot be told. A source without it is always read as a whole.
   */
  changedSince?(revision: string): Promise<readonly TrackId[] | undefined>;
}
