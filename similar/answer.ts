import type { Space, TrackId } from "../domain/mod.ts";
import type { Problem } from "../query/mod.ts";
import type { FoundBy, Metric } from "../similarity/mod.ts";

/** A track as the Similar page shows it. `null` where there is no value. */
export interface TrackCard {
  readonly id: TrackId;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly path: string;
  /** Whether it can be played here. */
  readonly audio: boolean;
  readonly duration_s: number | null;
  readonly loudness_lufs: number | null;
  readonly true_peak_dbtp: number | null;
  readonly tempo_bpm: number | null;
  /** Tonic and scale, such as `A minor`. */
  readonly key: string | null;
  readonly camelot: string | null;
  /** The style with the largest activation, without its parent. */
  readonly style: string | null;
  readonly style_parent: string | null;
  /** The tag with the largest activation. */
  readonly tag: string | null;
  /** How likely there is voice, says Discogs-EffNet. */
  readonly voice: number | null;
  /** How likely there is none, says VibeNet. */
  readonly instrumentalness: number | null;
  /** Why `tempo`, `key`, `style` or `voice` has no value, in words. */
  readonly missing: Readonly<Record<string, string>>;
}

/** Where a neighbour stands in another of the spaces that are compared. */
export interface OtherRank {
  readonly space: Space;
  /** 1 is the nearest; `null` where the track has no vector in that space. */
  readonly rank: number | null;
  /** Whether it is in that space's list. */
  readonly listed: boolean;
}

/** One line of a list. */
export interface NeighbourRow {
  readonly rank: number;
  readonly track: TrackCard;
  readonly cosine: number;
  /** Dot product, where neighbours are ranked by it. */
  readonly dot?: number;
  /** Mutual-proximity distance in [0, 1], where neighbours are ranked by it. */
  readonly mutual?: number;
  /** Rank by cosine alone, where neighbours are ranked by mutual proximity. */
  readonly rank_by_cosine?: number;
  /** Share of random pairs of the space that are nearer to each other than query and neighbour. */
  readonly pairs_nearer: number | null;
  /** So alike that it is taken for the same recording. */
  readonly duplicate: boolean;
  readonly elsewhere: readonly OtherRank[];
}

/** Distances of the query to all other tracks of a space. */
export interface Distances {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** The nearest tracks in one space. */
export interface NeighbourList {
  readonly space: Space;
  readonly label: string;
  /**
   * How the neighbours were found: `reduced` is a search through vectors of fewer numbers, the likeliest
   * being compared in whole.
   */
  readonly by: FoundBy;
  /** Numbers that are kept of each vector, where the space is too large for memory. */
  readonly reduced_to?: number;
  /** Why, and how far an index is. */
  readonly how: string;
  readonly milliseconds: number;
  /** Tracks with a vector, the query not counted. */
  readonly tracks: number;
  /** How many of them could be found, after what was left out. */
  readonly eligible: number;
  /** Whether the query has a vector in this space. Without one it has no neighbours. */
  readonly query: boolean;
  readonly neighbours: readonly NeighbourRow[];
  readonly distances: Distances;
}

/** How alike two lists are, and the two orders of the whole collection behind them. */
export interface Agreement {
  readonly spaces: readonly [Space, Space];
  /** Tracks in both lists. */
  readonly common: number;
  /** Their share of the longer list; `null` where both are empty. */
  readonly overlap: number | null;
  /** Rank-biased overlap (p = 0.9), which weighs the first ranks most. */
  readonly rank_biased_overlap: number | null;
  /** Spearman's correlation of all distances from the query in the two spaces. */
  readonly rank_correlation: number | null;
  /** Tracks that it was worked out from. */
  readonly correlated: number;
}

/** How many tracks each option keeps out of the lists. */
export interface LeftOut {
  readonly artist: number;
  readonly album: number;
  readonly duplicates: number;
  readonly query: number;
}

/** The answer to a {@linkcode SimilarRequest} whose query is there. */
export interface SimilarAnswer {
  readonly query: TrackCard;
  /** The request as it was understood, in its URL form. */
  readonly request: string;
  readonly metric: Metric;
  readonly k: number;
  readonly problems: readonly Problem[];
  /** Tracks of the collection. */
  readonly tracks: number;
  /** The spaces that the collection has. */
  readonly spaces: readonly Space[];
  readonly lists: readonly NeighbourList[];
  /** Of each two lists. */
  readonly agreements: readonly Agreement[];
  readonly left_out: LeftOut;
  /** The tracks before and after the query, among those that match the query's restriction. */
  readonly previous: TrackId | null;
  readonly next: TrackId | null;
}
