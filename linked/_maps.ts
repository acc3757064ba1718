import { type Signal, signal, useSignal } from "@preact/signals";
import type { Projection, Space } from "../domain/mod.ts";
import { listMaps, type LoadedMap, loadMap, useAsked } from "../wire/mod.ts";
import type { MapName } from "./_view.ts";

/** Coordinates of every row on one map, and how good a map it is. */
export interface MapData extends LoadedMap, MapName {}

/** Coordinates of the map that is shown. */
export const mapData = signal<MapData | undefined>(undefined);
/** The map at the right, where two are shown. */
export const besideData = signal<MapData | undefined>(undefined);

/** Loads a map into a signal, again whenever another one is wanted; where that fails there is none. */
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
    fail: () => into.value = undefined,
    take: (loaded) => into.value = { space: map!.space, projection: map!.projection, ...loaded },
    forget: () => progress.value = 0,
  });
  const { space, projection } = into.value ?? {};
  const waiting = space !== map?.space || projection !== map?.projection;
  return { failure, progress: progress.value, waiting };
}

/** The map that is made where there is no better one, and the one that is there at once. */
const BEST: Projection = "umap";
const AT_ONCE: Projection = "pca";

/**
 * Loads the best map of a space that is ready: of UMAP and whatever else was made before, the one that
 * keeps most neighbours. While UMAP is being laid out, its principal components, in whose place it comes
 * as soon as it is there.
 *
 * @param space Undefined for nothing to load
 */
export function useBestMap(space: Space | undefined, into: Signal<MapData | undefined>): {
  /** Why there is none; empty if nothing is wrong. */
  readonly failure: string;
  /** Share of the better map that is made, in [0, 1]; undefined where it is shown or cannot be made. */
  readonly progress: number | undefined;
  readonly waiting: boolean;
} {
  const progress = useSignal<number | undefined>(undefined);
  const failure = useAsked(space && `${space} best`, {
    async ask(signal) {
      const load = async (projection: Projection, onProgress: (share: number) => void) => {
        const map = await loadMap({ space: space!, projection }, { signal, onProgress });
        return { space: space!, projection, ...map };
      };
      let first: Promise<MapData> | undefined;
      const meanwhile = () =>
        first ??= load(AT_ONCE, () => {}).then((map) => {
          if (!signal.aborted && progress.peek() !== undefined) into.value = map;
          return map;
        });
      try {
        const made = await listMaps(space!, signal);
        const best = made.some(({ projection }) => projection === BEST)
          ? made[0]!.projection
          : BEST;
        return await load(best, (share) => {
          progress.value = share;
          meanwhile().catch(() => {});
        });
      } catch (error) {
        if (signal.aborted) throw error;
        progress.value = 0;
        return await meanwhile();
      }
    },
    fail: () => into.value = undefined,
    take(map) {
      progress.value = undefined;
      into.value = map;
    },
    forget: () => progress.value = undefined,
  });
  return { failure, progress: progress.value, waiting: into.value?.space !== space };
}
