import type { Space } from "../domain/mod.ts";
import type { CombinedFigure } from "../similarity/mod.ts";

/** What a combination of spaces is worth beside its parts, for the same queries among the same tracks. */
export interface CombiningAnswer {
  /** The combination; one space alone where nothing else has a weight. */
  readonly space: Space;
  /** What the precisions of each figure are of, in their order; `space` comes last. */
  readonly spaces: readonly Space[];
  /** By each kind of label that the queries have. */
  readonly figures: readonly CombinedFigure[];
  /** Length of a list. */
  readonly k: number;
  readonly seed: number;
  /** Whether neighbours of the query's artist (its album, by artist) were left out. */
  readonly others: boolean;
  /** Tracks with a vector in every part. */
  readonly tracks: number;
  readonly queries: number;
  /** Further queries that the weights were chosen by, where they were looked for. */
  readonly chosen_by: number;
  /** Whether the collection has it as a space. */
  readonly kept: boolean;
}
