import { useSignal } from "@preact/signals";
import type { TargetedDragEvent, TargetedKeyboardEvent } from "preact";
import type { Columns } from "../../domain/mod.ts";
import { sortOf, withSort } from "../../query/mod.ts";
import {
  query,
  setQuery,
  setView,
  type TableColumn,
  tableIds,
  unitOf,
  view,
} from "../../linked/mod.ts";
import { LEAST_WIDTH, movedBy, movedTo, STEP, widened } from "./table_layout.ts";

/** What a dragged head is, for other heads alone. */
const DRAGGED = "application/x-fonoteca-column";

/**
 * The heads of the table: a click sorts, a drag to another moves the column there, a drag of the edge
 * makes it wider. From the keyboard Alt with ← → moves it, Shift with ← → changes its width.
 */
export function TableHead(
  { all, shown }: { readonly all: Columns; readonly shown: readonly TableColumn[] },
) {
  const title = { id: "title", label: "Title", sort: "title", number: false } as const;
  return (
    <div class="head" role="row" aria-rowindex={1}>
      <span role="columnheader">
        <span class="visually-hidden">Play</span>
      </span>
      {[title, ...shown].map((column) => (
        <Head key={column.id} column={column} unit={unitOf(all, column.id)} />
      ))}
      <span role="columnheader">
        <span class="visually-hidden">More</span>
      </span>
    </div>
  );
}

function Head(
  { column, unit }: {
    readonly column: Omit<TableColumn, "text" | "width">;
    readonly unit: string;
  },
) {
  const { id, label, number, sort: by } = column;
  const sort = sortOf(query.value);
  const over = useSignal(false);
  const isMovable = id !== "title";
  const on = by !== undefined && sort?.by === by;
  const drop = (event: TargetedDragEvent<HTMLElement>) => {
    over.value = false;
    const moved = event.dataTransfer?.getData(DRAGGED);
    if (!moved) return;
    event.preventDefault();
    event.stopPropagation();
    setView({ table: movedTo(tableIds.peek(), { id: moved, before: id }) });
  };
  return (
    <span
      role="columnheader"
      class={[number ? "number" : "", over.value ? "over" : ""].join(" ").trim() || undefined}
      aria-sort={on ? (sort!.descending ? "descending" : "ascending") : "none"}
      onDragOver={(event) => {
        if (!isMovable || !event.dataTransfer?.types.includes(DRAGGED)) return;
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => over.value = false}
      onDrop={drop}
    >
      <button
        type="button"
        draggable={isMovable}
        title={`Shift ← → width${isMovable ? ", Alt ← → place" : ""}`}
        aria-keyshortcuts={isMovable
          ? "Alt+ArrowLeft Alt+ArrowRight Shift+ArrowLeft Shift+ArrowRight"
          : "Shift+ArrowLeft Shift+ArrowRight"}
        onClick={() => by !== undefined && sortBy(by)}
        onDragStart={(event) => event.dataTransfer?.setData(DRAGGED, id)}
        onKeyDown={(event) => onKey(event, id)}
      >
        {label}
        {on && <span aria-hidden="true">{sort!.descending ? " ↓" : " ↑"}</span>}
        {unit && <span class="unit">{unit}</span>}
      </button>
      <Edge id={id} />
    </span>
  );
}

/** The edge between two columns, which a pointer drags; a double click gives the usual width back. */
function Edge({ id }: { readonly id: string }) {
  const from = useSignal<{ readonly x: number; readonly width: number } | undefined>(undefined);
  return (
    <span
      class="edge"
      aria-hidden="true"
      onPointerDown={(event) => {
        const width = event.currentTarget.parentElement!.offsetWidth;
        from.value = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!from.value) return;
        setView({
          widths: widened(view.peek().widths, {
            id,
            width: from.value.width + event.clientX - from.value.x,
          }),
        });
      }}
      onPointerUp={() => from.value = undefined}
      onPointerCancel={() => from.value = undefined}
      onDblClick={() => {
        const { [id]: _, ...others } = view.peek().widths;
        setView({ widths: others });
      }}
    />
  );
}

function sortBy(by: string): void {
  const before = query.peek();
  const now = sortOf(before);
  const descending = now?.by === by ? !now.descending : false;
  const cleared = now?.by === by && now.descending;
  setQuery(withSort(before, cleared ? undefined : { by, descending }));
}

function onKey(event: TargetedKeyboardEvent<HTMLElement>, id: string): void {
  const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (way === 0 || event.altKey === event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.altKey) {
    if (id !== "title") setView({ table: movedBy(tableIds.peek(), { id, by: way }) });
    return;
  }
  const width = event.currentTarget.parentElement!.offsetWidth + way * STEP;
  setView({ widths: widened(view.peek().widths, { id, width: Math.max(LEAST_WIDTH, width) }) });
}
