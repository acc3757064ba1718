import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Playable, Strip, TrackId } from "../../domain/mod.ts";
import { loadStrips, type StripSet, wordsOf } from "../../wire/mod.ts";

/** All that there is, what comes soonest first. */
export const ALL: Wanted = { sets: ["along", "sound", "beats"], enough: () => false };
/** A waveform and what the networks left: the file is decoded only where the analysis kept no waveform. */
export const LITTLE: Wanted = {
  sets: ["along", "sound"],
  enough: ({ along }) => along?.some(({ id }) => id === "peaks") ?? false,
};

/** Strips as far as they have come. */
export type Had = Readonly<Partial<Record<StripSet, readonly Strip[]>>>;

/** Which sets are wanted: all of these, unless those that have come are enough. */
export interface Wanted {
  readonly sets: readonly StripSet[];
  readonly enough: (had: Had) => boolean;
}

/** Strips of a track as they come, how far the next is, and what went wrong. */
export function useStrips(track: Playable, wanted: Wanted) {
  const strips = useSignal<Had>({});
  const share = useSignal(0);
  const problem = useSignal<string | undefined>(undefined);
  const had = useSignal<TrackId | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    if (had.peek() !== track.id) strips.value = {};
    had.value = track.id;
    problem.value = undefined;
    void (async () => {
      try {
        for (const set of wanted.sets) {
          if (strips.peek()[set]) continue;
          if (wanted.enough(strips.peek())) break;
          share.value = 0;
          const onShare = (drawn: number) => share.value = drawn;
          const found = await loadStrips(track, { set, signal, onShare });
          strips.value = { ...strips.peek(), [set]: found };
        }
      } catch (error) {
        if (!signal.aborted) problem.value = wordsOf(error);
      }
    })();
    return () => stop.abort();
  }, [track.id, wanted]);
  return { strips, share, problem };
}
