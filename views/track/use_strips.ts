import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Playable, Strip, TrackId } from "../../domain/mod.ts";
import { loadStrips, type StripSet, wordsOf } from "../../wire/mod.ts";

/** All that there is, what comes soonest first. */
export const ALL_SETS: readonly StripSet[] = ["along", "sound", "beats"];

/** Strips of a track as they come, how far the next is, and what went wrong. */
export function useStrips(track: Playable, sets: readonly StripSet[]) {
  const strips = useSignal<Readonly<Partial<Record<StripSet, readonly Strip[]>>>>({});
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
        for (const set of sets) {
          if (strips.peek()[set]) continue;
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
  }, [track.id, sets]);
  return { strips, share, problem };
}
