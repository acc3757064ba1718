import { batch, computed, signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { decodeColumns } from "../collection/columns_arrow.ts";
import {
  type Columns,
  descriptorIn,
  type KeyProfile,
  type NumberDescriptor,
  numberDescriptorOf,
  type TrackId,
} from "../domain/mod.ts";
import { DEFAULT_PROFILE } from "../query/mod.ts";
import { loadColumns, useAsked } from "../wire/mod.ts";
import { besideData, mapData } from "./_maps.ts";
import { hovered, pinned } from "./_marks.ts";

/** Where the columns are. */
export type Loading =
  | { readonly state: "loading" }
  | { readonly state: "ready" }
  | { readonly state: "failed"; readonly reason: string };

/** Whether the columns are there yet. */
export const loading = signal<Loading>({ state: "loading" });
/** The whole collection. */
export const columns = signal<Columns | undefined>(undefined);

const rowById = computed(() =>
  new Map(columns.value?.ids.map((id, row) => [id, row] as const) ?? [])
);

/** The row of a track. */
export function rowOf(id: TrackId | undefined): number | undefined {
  return id === undefined ? undefined : rowById.value.get(id);
}

/** The numeric descriptor of that id: a number of a label set, or of the catalogue, which throws for others. */
export function numberNow(id: string): NumberDescriptor {
  const found = descriptorIn(columns.peek() ?? {}, id);
  return found?.kind === "number" ? found : numberDescriptorOf(id);
}

/** The key profile that the overview recommends for the collection. */
export const recommended = signal<KeyProfile>(DEFAULT_PROFILE);
/** The key profile in use where no clause names another. */
export const keyProfile = signal<KeyProfile>(DEFAULT_PROFILE);

/** Takes the profile that the overview recommends into use, unless it was already. */
export function recommend(profile: KeyProfile): void {
  if (recommended.peek() === profile) return;
  recommended.value = profile;
  keyProfile.value = profile;
}

/** Loads the columns of a collection that has any tracks. */
export function useColumns(tracks: number): {
  /** Which version of the collection is loaded. */
  readonly version: number;
  /** Loads them anew. */
  reload(): void;
} {
  const version = useSignal(0);
  const wanted = useSignal(0);
  const failure = useAsked(tracks === 0 ? undefined : `${tracks} ${wanted.value}`, {
    ask: loadColumns,
    take(loaded) {
      batch(() => {
        columns.value = decodeColumns(loaded.arrow);
        mapData.value = undefined;
        besideData.value = undefined;
        pinned.value = [];
        hovered.value = undefined;
        loading.value = { state: "ready" };
      });
      version.value = loaded.version;
    },
  });
  useEffect(() => {
    if (failure !== "") loading.value = { state: "failed", reason: failure };
  }, [failure]);
  return { version: version.value, reload: () => wanted.value++ };
}
