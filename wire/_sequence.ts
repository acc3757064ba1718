import { useSignal } from "@preact/signals";
import type { TrackId } from "../domain/mod.ts";
import type { ListedTrack, Transition } from "../playlist/mod.ts";
import { askJson } from "./_ask.ts";
import { useAsked } from "./_use_asked.ts";

/** A transition as JSON has it: `null` where a part is missing. */
export type SentTransition = { readonly [Part in keyof Transition]: number | null };

/** What is known of tracks in an order. */
export interface Sequence {
  /** Those that are in the collection. */
  readonly tracks: ReadonlyMap<TrackId, ListedTrack>;
  /** From each place to the next; `null` where one of the two has left the collection. */
  readonly transitions: readonly (SentTransition | null)[];
}

/** How long an order has to rest before its transitions are asked for, ms. */
const REST = 120;

interface SentSequence {
  readonly tracks: readonly ListedTrack[];
  readonly transitions: Sequence["transitions"];
}

/**
 * What is known of tracks in an order, as it comes: tracks that were known before stay, transitions are
 * those of this order or none.
 */
export function useSequence(
  ids: readonly TrackId[],
  /** What is known from the start. */
  first: readonly ListedTrack[] = [],
): Sequence & { readonly failure: string } {
  const known = useSignal<Sequence>({ tracks: byId(first), transitions: [] });
  const failure = useAsked(ids.length > 0 ? ids.join("\n") : undefined, {
    rest: known.peek().tracks.size > 0 ? REST : 0,
    forget: () => known.value = { ...known.peek(), transitions: [] },
    ask: (signal) =>
      askJson<SentSequence>("/api/sequence", {
        to: "read the tracks of this list",
        method: "POST",
        json: { tracks: ids },
        signal,
      }),
    take: ({ tracks, transitions }) => {
      known.value = { tracks: new Map([...known.peek().tracks, ...byId(tracks)]), transitions };
    },
  });
  return { ...known.value, failure };
}

function byId(tracks: readonly ListedTrack[]): ReadonlyMap<TrackId, ListedTrack> {
  return new Map(tracks.map((track) => [track.id, track]));
}

/** Tracks in a smoother order, and what all their transitions cost before and after. */
export interface Smoothed {
  readonly tracks: readonly TrackId[];
  readonly before: number;
  readonly after: number;
}

/** Asks for a smoother order of tracks. */
export function smoothTracks(tracks: readonly TrackId[]): Promise<Smoothed> {
  const to = "put the tracks in a smooth order";
  return askJson("/api/sequence/smooth", { to, method: "POST", json: { tracks } });
}
