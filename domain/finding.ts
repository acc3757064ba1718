import type { Absence } from "./absence.ts";
import type { Descriptor } from "./catalogue.ts";
import type { StageRecord } from "./track.ts";

/** Where a value stands among those of the collection. */
export interface Place {
  /** Tracks in each bin of the descriptor's range; values outside are counted in the bin at the edge. */
  readonly counts: readonly number[];
  /** The bin of the value. */
  readonly bin: number;
  /** Tracks that have a value. */
  readonly tracks: number;
  /** Share of them, in [0, 1], whose value is smaller; equal ones count half. */
  readonly below: number;
}

/** One descriptor of a track, with all that is known about the value. */
export interface Finding {
  readonly descriptor: Descriptor;
  /** Left out where there is none; `absent` then says why. */
  readonly value?: number | string;
  readonly absent?: Absence;
  /** Where it stands in the collection. */
  readonly place?: Place;
  /** The stage that yielded it; left out where it is derived or has not run. */
  readonly stage?: StageRecord;
}

/** A class with its activation or strength; NaN where a label has none. */
export interface NamedShare {
  readonly name: string;
  readonly share: number;
}
