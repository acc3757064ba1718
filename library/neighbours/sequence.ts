import type { TrackId } from "../../domain/mod.ts";
import {
  type ListedTrack,
  listedTrack,
  type Smoothed,
  smoothOrder,
  type Transition,
  transitionsOf,
} from "../../playlist/mod.ts";
import type { Library } from "../library.ts";
import { distanceIn } from "./arranged.ts";

/** Tracks one after the other, and what each change costs. */
export interface Sequence {
  /** Those that are in the collection, each once, in the order of their first place. */
  readonly tracks: readonly ListedTrack[];
  /** From each place to the next; `null` where one of the two has left the collection. */
  readonly transitions: readonly (Transition | null)[];
}

/** A smoother order of tracks; those that have left the collection come last. */
export interface SmoothSequence extends Omit<Smoothed, "order"> {
  readonly tracks: readonly TrackId[];
}

/** Costs more than any transition, so that a track that stands twice is not set beside itself. */
const TWICE = 4;

/** What is known of tracks in an order. */
export async function sequenceOf(library: Library, ids: readonly TrackId[]): Promise<Sequence> {
  const transition = await transitionIn(library);
  const { collection, summary: { profile } } = library;
  const rows = ids.map((id) => collection.row(id));
  const present = new Set(rows.filter((row) => row !== undefined));
  return {
    tracks: [...present].map((row) => listedTrack(collection.columns, { row, profile })),
    transitions: rows.slice(1).map((to, i) => {
      const from = rows[i];
      return from === undefined || to === undefined ? null : transition(from, to);
    }),
  };
}

/**
 * The tracks in an order in which transitions cost less by distance, tempo and key; the first one stays.
 * In slices, between which other requests are answered.
 */
export async function smoothSequence(
  library: Library,
  ids: readonly TrackId[],
  signal: AbortSignal,
): Promise<SmoothSequence> {
  const transition = await transitionIn(library);
  const { collection } = library;
  const present = ids.filter((id) => collection.row(id) !== undefined);
  const rows = present.map((id) => collection.row(id)!);
  const { order, before, after } = await smoothOrder(rows.length, {
    costOf: (from, to) => rows[from] === rows[to] ? TWICE : transition(rows[from]!, rows[to]!).cost,
    signal,
  });
  const gone = ids.filter((id) => collection.row(id) === undefined);
  return { tracks: [...order.map((place) => present[place]!), ...gone], before, after };
}

async function transitionIn(library: Library): Promise<(a: number, b: number) => Transition> {
  const distance = await distanceIn(library);
  const { collection: { columns }, summary: { profile } } = library;
  return transitionsOf({ columns, profile, ...(distance ? { distance } : {}) });
}
