import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Missing, PlayButton } from "../../components/mod.ts";
import { type Columns, playableAt, plural, titleAt } from "../../domain/mod.ts";
import { picked, pickOf, play, ROW_EVENT, startDrag } from "../../player/mod.ts";
import { choosePlaces, chosenByKey, chosenPlaces, playablesAt } from "./chosen.ts";
import { addToPlaylist, waitingLabels } from "./by_hand.ts";
import {
  columns,
  hovered,
  keyProfile,
  pinned,
  rowOf,
  rows,
  type TableColumn,
  tableColumns,
  tableIds,
  view,
  written,
} from "../../linked/mod.ts";
import { trackHref } from "../../components/track/facts.ts";
import { similarHref } from "./similar_link.ts";
import { templateOf } from "./table_layout.ts";
import { TableHead } from "./TableHead.tsx";

/** Height of a row, px; the style sheet has the same. */
const ROW = 32;
/** Rows drawn beyond what is seen, each way. */
const MARGIN = 6;
/** Tracks of the table that come before and after the one that is played. */
const QUEUE = { before: 50, after: 200 } as const;

/** The tracks that match, as many rows as are seen; sorted by a click on a head. */
export function TrackTable() {
  const all = columns.value;
  const scroller = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(480);
  const focused = useSignal(-1);
  const matching = rows.value;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => height.value = element.clientHeight);
    observer.observe(element);
    return () => observer.disconnect();
  }, [all]);
  useEffect(() => {
    let frame = 0;
    const onMove = (event: Event) => {
      if (!(event instanceof CustomEvent)) return;
      event.preventDefault();
      const last = rows.peek().length - 1;
      const next = Math.min(last, Math.max(0, focused.peek() + Number(event.detail)));
      focused.value = next;
      showRow(scroller.current, next);
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => focusRow(scroller.current, next));
    };
    document.addEventListener(ROW_EVENT, onMove);
    return () => document.removeEventListener(ROW_EVENT, onMove);
  }, []);
  const open = rowOf(view.value.track);
  useEffect(() => {
    const at = open === undefined ? -1 : rows.peek().indexOf(open);
    if (at >= 0) showRow(scroller.current, at);
  }, [open, all]);
  if (!all) return null;
  const shown = tableColumns(all, { ids: tableIds.value, profile: keyProfile.value });
  const template = templateOf(shown, view.value.widths);
  const first = Math.max(0, Math.floor(top.value / ROW) - MARGIN);
  const last = Math.min(matching.length, Math.ceil((top.value + height.value) / ROW) + MARGIN);
  return (
    <div
      class="tracks"
      role="table"
      aria-rowcount={matching.length + 1}
      aria-label={plural(matching.length, "track")}
      style={{ "--template": template }}
      ref={scroller}
      onKeyDown={(event) => {
        const next = event.defaultPrevented ? undefined : chosenByKey(event, {
          at: focused.value,
          before: chosenPlaces.peek(),
          count: matching.length,
        });
        if (!next) return;
        event.preventDefault();
        event.stopPropagation();
        choosePlaces(next);
      }}
      onScroll={(event) => top.value = event.currentTarget.scrollTop}
      onMouseLeave={() => hovered.value = undefined}
    >
      <TableHead all={all} shown={shown} />
      <div class="body" role="rowgroup" style={{ height: `${matching.length * ROW}px` }}>
        {Array.from(
          matching.subarray(first, last),
          (row, i) => (
            <Row key={row} columns={all} row={row} at={first + i} shown={shown} focused={focused} />
          ),
        )}
      </div>
    </div>
  );
}

function showRow(scroller: HTMLDivElement | null, at: number): void {
  if (!scroller) return;
  const y = at * ROW;
  if (y < scroller.scrollTop) scroller.scrollTop = y;
  const bottom = y + 2 * ROW - scroller.clientHeight;
  if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
}

function focusRow(scroller: HTMLDivElement | null, at: number): void {
  scroller?.querySelector<HTMLElement>(`[aria-rowindex="${at + 2}"] .play`)?.focus();
}

interface RowProps {
  readonly columns: Columns;
  readonly row: number;
  readonly at: number;
  readonly shown: readonly TableColumn[];
  readonly focused: { value: number };
}

function Row({ columns, row, at, shown, focused }: RowProps) {
  const id = columns.ids[row]!;
  const title = titleAt(columns, row);
  const marked = pinned.value.includes(row);
  const chosen = chosenPlaces.value.places.has(at);
  const open = view.value.track === id;
  const onPlay = (event: Event) => {
    const wanted = playableAt(columns, row);
    if (wanted.silent) return;
    const matching = rows.peek();
    const near = matching.subarray(Math.max(0, at - QUEUE.before), at + QUEUE.after);
    const queue = Array.from(near, (r) => playableAt(columns, r)).filter(({ silent }) => !silent);
    if (event.currentTarget instanceof HTMLElement && isPlaying(event.currentTarget)) return;
    event.preventDefault();
    play(wanted, { queue });
  };
  return (
    <div
      class={["track", marked && "pinned", chosen && "chosen", open && "open"].filter(Boolean)
        .join(" ")}
      aria-current={open ? "true" : undefined}
      role="row"
      data-row={row}
      aria-rowindex={at + 2}
      style={{ top: `${at * ROW}px` }}
      onMouseEnter={() => hovered.value = row}
      onFocusCapture={() => focused.value = at}
      draggable
      onDragStart={(event) => startDrag(event, { tracks: playablesAt(at) })}
      onMouseDown={(event) => {
        if (event.shiftKey) event.preventDefault();
      }}
      onClickCapture={(event) => {
        const pick = pickOf(event);
        if (pick === "only") return;
        event.preventDefault();
        event.stopPropagation();
        choosePlaces(picked(chosenPlaces.peek(), at, pick));
      }}
    >
      <span role="cell" onClick={onPlay}>
        <PlayButton track={playableAt(columns, row)} />
      </span>
      <span role="cell" class="title" title={columns.texts.path[row]}>
        <a href={trackHref(id, written.value)} data-key="i">{title}</a>
        {chosen && <span class="visually-hidden">, chosen</span>}
      </span>
      {shown.map((column) => {
        const text = column.text(columns, row);
        return (
          <span
            key={column.id}
            role="cell"
            class={column.number ? "number" : undefined}
            title={text}
          >
            {text === "" ? <Missing /> : text}
          </span>
        );
      })}
      <span role="cell" class="more">
        <a
          href={similarHref(id)}
          data-key="s"
          title="Similar tracks (s)"
          aria-label={`Tracks similar to ${title}`}
        >
          ≈
        </a>
        <button
          type="button"
          data-key="l"
          title="Label by hand (l)"
          aria-label={`Label ${title} by hand`}
          onClick={() => waitingLabels.value = { tracks: [id] }}
        >
          ⚑
        </button>
        <button
          type="button"
          data-key="p"
          title="Add to a playlist (p)"
          aria-label={`Add ${title} to a playlist`}
          onClick={() => addToPlaylist([id])}
        >
          +
        </button>
      </span>
    </div>
  );
}

function isPlaying(cell: HTMLElement): boolean {
  return cell.querySelector("[data-playing]") !== null;
}
