import { type Signal, signal, useSignal } from "@preact/signals";
import { type LoadedMap, loadMap, useAsked } from "../wire/mod.ts";
import type { MapName } from "./_view.ts";

/** Coordinates of every row on one map, and how good a map it is. */
export interface MapData extends LoadedMap, MapName {}

/** Coordinates of the map that is shown. */
export const mapData = signal<MapData | undefined>(undefined);
/** The map at the right, where two are shown. */
export const besideData = signal<MapData | undefined>(undefined);

/** Loads a map into a signal, again whenever another one is wanted. */
export function useMap(map: MapName | undefined, into: Signal<MapData | undefined>): {
  /** Why there is none; empty if nothing is wrong. */
  readonly failure: string;
  /** Share that is made, in [0, 1]. */
  readonly progress: number;
  readonly waiting: boolean;
} {
  const progress = useSignal(0);
  const failure = useAsked(map && `${map.space} ${map.projection}`, {
    ask: (signal) => loadMap(map!, { signal, onProgress: (share) => progress.value = share }),
    take: (loaded) => into.value = { space: map!.space, projection: map!.projection, ...loaded },
    forget: () => progress.value = 0,
  });
  const { space, projection } = into.value ?? {};
  const waiting = space !== map?.space || projection !== map?.projection;
  return { failure, progress: progress.value, waiting };
}
