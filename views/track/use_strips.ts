import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Strip, TrackId } from "../../domain/mod.ts";
import { loadStrips, type StripSet, wordsOf } from "../../wire/mod.ts";

const SETS: readonly StripSet[] = ["along", "sound", "beats"];

/** Strips of a track as they come, and what is still awaited or went wrong. */
export function useStrips(track: TrackId) {
  const strips = useSignal<Readonly<Partial<Record<StripSet, readonly Strip[]>>>>({});
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    strips.value = {};
    problem.value = undefined;
    void (async () => {
      try {
        for (const set of SETS) {
          const found = await loadStrips(track, { set, signal });
          strips.value = { ...strips.value, [set]: found };
        }
      } catch (error) {
        if (!signal.aborted) problem.value = wordsOf(error);
      }
    })();
    return () => stop.abort();
  }, [track]);
  return { strips, problem };
}
