import type { ActivationSet, Space } from "../domain/mod.ts";
import type { Distances, TrackCard } from "./answer.ts";

/** A class of a set of activations that both tracks have. */
export interface SharedClass {
  readonly name: string;
  /** Activations of the query and of the neighbour, in [0, 1]. */
  readonly activations: readonly [number, number];
}

/** A descriptor of both tracks. */
export interface Difference {
  /** Catalogue id. */
  readonly descriptor: string;
  /** Of the query and of the neighbour. */
  readonly values: readonly [number, number];
  /** Share of the collection's other tracks that are nearer to the query in this descriptor. */
  readonly nearer: number;
}

/** What one group of measurements adds to the cosine of a space of measurements. */
export interface Contribution {
  readonly name: string;
  readonly cosine: number;
}

/** How near the two tracks are in one space. */
export interface Nearness {
  readonly space: Space;
  readonly cosine: number;
  /** Place of the neighbour among all tracks, 1 for the nearest. */
  readonly rank: number;
  /** Share of random pairs that are nearer. */
  readonly pairs_nearer: number | null;
  /** For spaces of measurements: what each group adds to the cosine, most first. */
  readonly groups: readonly Contribution[];
  /** Distances of the query to all other tracks; the neighbour's own is 1 less the cosine. */
  readonly distances: Distances;
}

/** How two keys stand to each other. */
export interface KeyStep {
  readonly keys: readonly [string, string];
  /** Steps on the Camelot wheel; up to 1 mixes without a clash. */
  readonly steps: number;
}

/** A descriptor along a track: one value at even steps. */
export interface TrackCurve {
  /** From one value to the next. */
  readonly step_s: number;
  readonly values: readonly number[];
}

/** A descriptor along both tracks. */
export interface SharedCurve {
  /** Catalogue id. */
  readonly descriptor: string;
  /** Of the query and of the neighbour. */
  readonly curves: readonly [TrackCurve, TrackCurve];
}

/** What a query and one of its neighbours have in common, and what not. */
export interface WhyAnswer {
  readonly neighbour: TrackCard;
  readonly nearness: readonly Nearness[];
  /**
   * What both have most of each set; `null` where not both were heard for it, left out where no track of
   * the collection was.
   */
  readonly classes: Readonly<Partial<Record<ActivationSet, readonly SharedClass[] | null>>>;
  readonly key: KeyStep | null;
  /** In the order of the catalogue. */
  readonly differences: readonly Difference[];
  /** Where both tracks have been followed along. */
  readonly along: readonly SharedCurve[];
}
