import type { TrackId } from "../../domain/mod.ts";
import type { SharedVectors } from "../vector_table.ts";
import type { IndexSettings } from "./settings.ts";

/** What an index is opened with. */
export interface IndexOpening {
  readonly space: string;
  readonly vectors: SharedVectors;
  readonly settings: IndexSettings;
  /** Undefined where the index is not to be kept. */
  readonly path: string | undefined;
}

/** What the worker does that owns an index. */
export type IndexCalls = {
  readonly open: { readonly request: IndexOpening; readonly result: IndexFacts };
  readonly search: {
    readonly request: {
      /** Unit vectors. */
      readonly queries: readonly Float32Array[];
      readonly candidates: number;
    };
    readonly result: readonly TrackId[][];
  };
  readonly change: { readonly request: IndexChange; readonly result: void };
  readonly save: { readonly request: void; readonly result: void };
};

/** A track that has come, gone (without `unit`), or another vector. */
export interface IndexChange {
  readonly id: TrackId;
  readonly unit?: Float32Array;
}

/** How an index came to be. */
export interface IndexFacts {
  readonly settings: IndexSettings;
  readonly tracks: number;
  /** Numbers that points were reduced to; undefined where they are whole. */
  readonly reducedTo: number | undefined;
  /** Whether a file was there to be loaded. */
  readonly loaded: boolean;
  /** Why the file, if there was one, had to be built again. */
  readonly rebuilt?: string;
  /** Time to load or to build it, s. */
  readonly seconds: number;
}
