import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MapData } from "./history.ts";
import type { MapName } from "../views/map/MapParts.tsx";
import { loadMap } from "../wire/maps.ts";

/** Loads a map into a signal, again whenever another one is wanted. */
export function useMap(map: MapName | undefined, into: Signal<MapData | undefined>): {
  /** Why there is none; empty if nothing is wrong. */
  readonly failure: string;
  /** Share that is made, in [0, 1]. */
  readonly progress: number;
  readonly waiting: boolean;
} {
  const failure = useSignal("");
  const progress = useSignal(0);
  const { space, projection } = map ?? {};
  useEffect(() => {
    if (!space || !projection) return;
    const stop = new AbortController();
    failure.value = "";
    progress.value = 0;
    const onProgress = (share: number) => progress.value = share;
    loadMap({ space, projection, signal: stop.signal, onProgress }).then(
      (loaded) => into.value = { space, projection, ...loaded },
      (error) => {
        if (!stop.signal.aborted) failure.value = String(error.message);
      },
    );
    return () => stop.abort();
  }, [space, projection]);
  const waiting = into.value?.space !== space || into.value?.projection !== projection;
  return { failure: failure.value, progress: progress.value, waiting };
}
