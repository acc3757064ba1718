import type { TrackId } from "../../domain/mod.ts";
import type { ListedTrack } from "../../playlist/mod.ts";

/** What a list can be sorted by, and what its head is called. */
export const SORTS = [
  ["title", "Title"],
  ["artist", "Artist"],
  ["tempo", "BPM"],
  ["camelot", "Key"],
  ["loudness", "LUFS"],
  ["duration", "Length"],
] as const;

/** What a list is sorted by. */
export interface SortedBy {
  readonly by: (typeof SORTS)[number][0];
  readonly descending: boolean;
}

const byName = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** Ids in the order of a value, those without it last; equal ones stay as they stand. */
export function sortedIds(
  ids: readonly TrackId[],
  { tracks, by, descending }: SortedBy & { readonly tracks: ReadonlyMap<TrackId, ListedTrack> },
): readonly TrackId[] {
  const valueOf = (id: TrackId) => {
    const value = tracks.get(id)?.[by] ?? null;
    return value === "" ? null : value;
  };
  return ids.toSorted((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const order = typeof one === "number" && typeof other === "number"
      ? one - other
      : byName.compare(String(one), String(other));
    return descending ? -order : order;
  });
}
