import { batch, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { besideData, columns, hovered, loading, mapData, pinned } from "./history.ts";
import { loadColumns } from "../wire/maps.ts";

/** Loads the columns of a collection that has any tracks. */
export function useColumns(tracks: number): {
  /** Which version of the collection is loaded. */
  readonly version: number;
  /** Loads them anew. */
  reload(): void;
} {
  const version = useSignal(0);
  const wanted = useSignal(0);
  useEffect(() => {
    if (tracks === 0) return;
    const stop = new AbortController();
    loadColumns(stop.signal).then((loaded) => {
      batch(() => {
        columns.value = loaded.columns;
        mapData.value = undefined;
        besideData.value = undefined;
        pinned.value = [];
        hovered.value = undefined;
        loading.value = { state: "ready" };
      });
      version.value = loaded.version;
    }, (error) => {
      if (!stop.signal.aborted) loading.value = { state: "failed", reason: String(error.message) };
    });
    return () => stop.abort();
  }, [tracks, wanted.value]);
  return { version: version.value, reload: () => wanted.value++ };
}
