import type { TrackId } from "../domain/mod.ts";

/** What a model says of a dropped song, as a whole and along it. */
export interface HeardSong {
  readonly seconds: number;
  /** Classes with their probabilities, most probable first. */
  readonly whole: readonly { readonly name: string; readonly probability: number }[];
  readonly along?: {
    /** Start of each patch, and how long it is. */
    readonly starts_s: readonly number[];
    readonly length_s: number;
    /** Probability of each class of `whole` in each patch. Shape `(patches, classes)`. */
    readonly probabilities: readonly (readonly number[])[];
    /** The embedding of each patch in so many groups of dimensions, in [0, 1]. Shape `(patches, groups)`. */
    readonly embedding: readonly (readonly number[])[];
  };
  /** Why there is nothing along it. */
  readonly reason?: string;
  /** The nearest of the tracks whose labels the model has learned. */
  readonly nearest: readonly {
    readonly id: TrackId;
    readonly title: string;
    readonly artist: string | null;
    readonly cosine: number;
    readonly labels: readonly string[];
  }[];
}
