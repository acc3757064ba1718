import { useSignal } from "@preact/signals";
import type { TrackId } from "../../domain/mod.ts";
import type { Sequence } from "../../wire/mod.ts";
import { type SortedBy, sortedIds, SORTS } from "./sorting.ts";

/** Heads over a list of tracks, each a button that sorts it; a second time the other way round. */
export function SortHead(
  { ids, sequence, onSort }: {
    readonly ids: readonly TrackId[];
    readonly sequence: Sequence;
    readonly onSort: (ids: readonly TrackId[], words: string) => void;
  },
) {
  const last = useSignal<SortedBy & { readonly ids: readonly TrackId[] } | undefined>(undefined);
  const now = last.value && isSame(last.value.ids, ids) ? last.value : undefined;
  const sort = (by: SortedBy["by"], label: string) => {
    const descending = now?.by === by && !now.descending;
    const sorted = sortedIds(ids, { tracks: sequence.tracks, by, descending });
    last.value = { by, descending, ids: sorted };
    onSort(sorted, `Sorted by ${label.toLowerCase()}, ${descending ? "descending" : "ascending"}`);
  };
  return (
    <div class="sort-head" role="group" aria-label="Sort the list">
      {SORTS.map(([by, label]) => (
        <button
          key={by}
          type="button"
          class={`sort-${by}`}
          aria-pressed={now?.by === by}
          title={`Sort by ${label}`}
          onClick={() => sort(by, label)}
        >
          {label}
          {now?.by === by && <span aria-hidden="true">{now.descending ? " ↓" : " ↑"}</span>}
        </button>
      ))}
    </div>
  );
}

function isSame(list: readonly TrackId[], other: readonly TrackId[]): boolean {
  return list.length === other.length && list.every((id, i) => id === other[i]);
}
