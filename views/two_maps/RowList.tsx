import { type ComponentChildren, Fragment } from "preact";
import { PlayButton } from "../../components/mod.ts";
import { trackHref } from "../../components/track/facts.ts";
import { columns, hovered } from "../../linked/mod.ts";
import { choose, commonRows, queryRow } from "./state.ts";
import { playableAt, titleAt } from "../../domain/mod.ts";

/** Tracks in a list, to hear and to choose as query; pointing at one shows it on both maps. */
export function RowList(
  { rows, label, note }: {
    readonly rows: readonly number[];
    readonly label: string;
    /** What stands at the end of a row. */
    readonly note: (row: number, place: number) => ComponentChildren;
  },
) {
  const all = columns.value;
  if (!all) return null;
  return (
    <ol class="row-list" aria-label={label} data-play-list>
      {rows.map((row, place) => (
        <li
          key={row}
          data-row
          class={row === hovered.value ? "pointed" : undefined}
          onPointerEnter={() => hovered.value = row}
          onPointerLeave={() => hovered.value = undefined}
        >
          <PlayButton track={playableAt(all, row)} />
          <button
            type="button"
            class="choose"
            aria-pressed={row === queryRow.value}
            title="Make it the query"
            onClick={() => choose(row)}
            onFocus={() => hovered.value = row}
          >
            <span class="title">{titleAt(all, row)}</span>
            {all.texts.artist[row] && <span class="muted">{all.texts.artist[row]}</span>}
          </button>
          <Fragment>{note(row, place)}</Fragment>
          <a
            class="page-link"
            href={trackHref(all.ids[row]!)}
            data-key="i"
            title="Everything known of it (i)"
            aria-label={`Everything known of ${titleAt(all, row)}`}
          >
            →
          </a>
        </li>
      ))}
    </ol>
  );
}

/** The mark of a neighbour in both lists. */
export function BothMark({ row }: { readonly row: number }) {
  return commonRows.value.has(row) ? <span class="both">in both</span> : null;
}
