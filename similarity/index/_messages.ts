import type { TrackId } from "../../domain/mod.ts";
import type { SharedVectors } from "../vector_table.ts";
import type { IndexSettings } from "./settings.ts";

/** What is asked of the worker that owns an index. */
export type IndexRequest =
  | {
    readonly kind: "open";
    readonly space: string;
    readonly vectors: SharedVectors;
    readonly settings: IndexSettings;
    /** Undefined where the index is not to be kept. */
    readonly path: string | undefined;
  }
  | {
    readonly kind: "search";
    readonly ticket: number;
    /** Unit vectors. */
    readonly queries: readonly Float32Array[];
    readonly candidates: number;
  }
  | { readonly kind: "add"; readonly id: TrackId; readonly unit: Float32Array }
  | { readonly kind: "remove"; readonly id: TrackId }
  | { readonly kind: "close" };

/** What the worker says. */
export type IndexReport =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "ready"; readonly facts: IndexFacts }
  | { readonly kind: "found"; readonly ticket: number; readonly lists: readonly TrackId[][] }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "closed" };

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
