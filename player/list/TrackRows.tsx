import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { countText, type Playable, type TrackId } from "../../domain/mod.ts";
import type { Sequence } from "../../wire/mod.ts";
import { type Dragged, dragged, startDrag } from "../_drag.ts";
import { moved } from "./reorder.ts";
import { NONE_PICKED, type Picked, picked, pickedAll, pickOf } from "./pick.ts";
import { SortHead } from "./SortHead.tsx";
import { playableOfListed, TrackRow } from "./TrackRow.tsx";

/** Rows that are drawn at first, and more at each request: drawing all of a long list takes seconds. */
const PAGE = 300;

/** A list of tracks in an order that one changes. */
export interface TrackRowsProps {
  /** Tells lists apart while one drags; no other of the page has it. */
  readonly id: string;
  readonly label: string;
  readonly ids: readonly TrackId[];
  readonly sequence: Sequence;
  /** What is known of a track before the server answers. */
  readonly fallback?: (place: number) => Playable | undefined;
  readonly picks: Signal<Picked>;
  /** Place of the track that plays. */
  readonly current?: number | undefined;
  /** Plays a place; where it is left out, a row plays as any other of the page. */
  readonly onPlay?: (place: number) => void;
  /** Told which places moved before which, and the order that this gives. */
  readonly onMove: (places: readonly number[], gap: number, ids: readonly TrackId[]) => void;
  /** The list as it stands behind the address of a track's page. */
  readonly within?: string;
  readonly onRemove: (places: readonly number[]) => void;
  readonly onInsert: (tracks: readonly Playable[], gap: number) => void;
  /** Told the order, and what it is in words. */
  readonly onSort: (ids: readonly TrackId[], words: string) => void;
}

/**
 * Tracks one below the other: chosen by click or keys, moved by dragging or Alt and the arrows, taken out
 * by Delete; others are dropped between them.
 */
export function TrackRows(props: TrackRowsProps) {
  const { id, label, ids, sequence, fallback, picks, current, onMove } = props;
  const list = useRef<HTMLOListElement>(null);
  const active = useSignal(0);
  const gap = useSignal(-1);
  const limit = useSignal(PAGE);
  const length = Math.min(ids.length, limit.value);
  const focus = (place: number) => {
    active.value = Math.min(Math.max(0, place), ids.length - 1);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-at="${active.peek()}"] .grip`)?.focus()
    );
  };
  const chosenWith = (place: number) =>
    picks.peek().places.has(place)
      ? [...picks.peek().places].filter((at) => at < ids.length).sort((a, b) => a - b)
      : [place];
  const move = (places: readonly number[], to: number) => {
    const { places: now, list: order } = moved(ids, { places, gap: to });
    onMove(places, to, order);
    if (picks.peek().places.size > 0) picks.value = { places: new Set(now), anchor: now[0] ?? -1 };
    return now;
  };
  const step = (place: number, by: 1 | -1) => {
    const places = chosenWith(place);
    const to = by < 0 ? places[0]! - 1 : places.at(-1)! + 2;
    if (to < 0 || to > ids.length) return;
    const now = move(places, to);
    focus(now[places.indexOf(place)]!);
  };
  const remove = (place: number) => {
    const places = chosenWith(place);
    props.onRemove(places);
    picks.value = NONE_PICKED;
    focus(Math.min(places[0]!, ids.length - places.length - 1));
  };
  const go = (event: KeyboardEvent, place: number) => {
    const to = Math.min(Math.max(0, place), length - 1);
    if (event.shiftKey) picks.value = picked(anchored(picks.peek(), active.peek()), to, "range");
    focus(to);
  };
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    const act = {
      ArrowUp: () => event.altKey ? step(place, -1) : go(event, place - 1),
      ArrowDown: () => event.altKey ? step(place, 1) : go(event, place + 1),
      Home: () => go(event, 0),
      End: () => go(event, length - 1),
      Delete: () => remove(place),
      Backspace: () => remove(place),
      Escape: picks.peek().places.size > 0 ? () => picks.value = NONE_PICKED : undefined,
      a: event.ctrlKey || event.metaKey ? () => picks.value = pickedAll(ids.length) : undefined,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const gapAt = (event: { readonly clientY: number; readonly target: EventTarget | null }) => {
    const row = event.target instanceof Element ? event.target.closest("[data-at]") : null;
    if (!(row instanceof HTMLElement) || !list.current?.contains(row)) return ids.length;
    const { top, height } = row.getBoundingClientRect();
    return Number(row.dataset["at"]) + (event.clientY > top + height / 2 ? 1 : 0);
  };
  const drop = (dropped: Dragged, at: number) => {
    if (dropped.from?.list === id) move(dropped.from.places, at);
    else props.onInsert(dropped.tracks, at);
  };
  const playables = (places: readonly number[]) =>
    places.flatMap((place) => {
      const row = sequence.tracks.get(ids[place]!);
      return row ? playableOfListed(row) : fallback?.(place) ?? [];
    });
  return (
    <div
      class="track-rows"
      onDragOver={(event) => {
        if (!dragged.peek()) return;
        event.preventDefault();
        event.stopPropagation();
        gap.value = gapAt(event);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) gap.value = -1;
      }}
      onDrop={(event) => {
        const dropped = dragged.peek();
        gap.value = -1;
        if (!dropped) return;
        event.preventDefault();
        event.stopPropagation();
        dragged.value = undefined;
        drop(dropped, gapAt(event));
      }}
    >
      {ids.length > 1 && <SortHead ids={ids} sequence={sequence} onSort={props.onSort} />}
      <ol ref={list} aria-label={label}>
        {ids.slice(0, length).map((track, at) => (
          <TrackRow
            within={props.within}
            key={`${track} ${ids.indexOf(track) === at ? "" : at}`}
            id={track}
            at={at}
            count={ids.length}
            row={sequence.tracks.get(track)}
            fallback={fallback?.(at)}
            before={at > 0 ? sequence.tracks.get(ids[at - 1]!) : undefined}
            change={at > 0 ? sequence.transitions[at - 1] : undefined}
            picked={picks.value.places.has(at)}
            active={active.value === at}
            current={current === at}
            marked={gap.value === at ? "above" : gap.value === at + 1 ? "below" : undefined}
            onPick={(event) => {
              active.value = at;
              picks.value = picked(picks.peek(), at, pickOf(event, "toggle"));
            }}
            onRowClick={(event) => {
              focus(at);
              picks.value = picked(picks.peek(), at, pickOf(event));
            }}
            onKeyDown={(event) => onKeyDown(event, at)}
            onPlay={props.onPlay && (() => props.onPlay!(at))}
            onRemove={() => props.onRemove([at])}
            onDragStart={(event) => {
              const places = chosenWith(at);
              startDrag(event, { tracks: playables(places), from: { list: id, places } });
            }}
            onTouchDrag={(y) => {
              const under = document.elementFromPoint(
                list.current!.getBoundingClientRect().x + 8,
                y,
              );
              gap.value = gapAt({ clientY: y, target: under });
            }}
            onTouchDrop={() => {
              if (gap.peek() >= 0) move(chosenWith(at), gap.peek());
              gap.value = -1;
            }}
          />
        ))}
      </ol>
      {length < ids.length && (
        <button
          type="button"
          class="button"
          onClick={() => limit.value = length + PAGE}
        >
          Show more: {countText(length)} of {countText(ids.length)} tracks are shown
        </button>
      )}
    </div>
  );
}

/** A choice whose range begins at a place where it has no beginning yet. */
function anchored(before: Picked, place: number): Picked {
  return before.anchor < 0 ? { ...before, anchor: place } : before;
}
