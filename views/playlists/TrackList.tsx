import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { clock, Missing, PlayButton } from "../../components/mod.ts";
import { trackHref } from "../../components/track/facts.ts";
import { countText, playableOf, type TrackId } from "../../domain/mod.ts";
import { moved, placeAt } from "./reorder.ts";
import type { TrackRow } from "../../wire/mod.ts";

/** Rows that are drawn at first, and more at each request: drawing all of a long list takes seconds. */
const PAGE = 300;

/** What a list of tracks shows and tells. */
export interface TrackListProps {
  readonly ids: readonly TrackId[];
  readonly tracks: ReadonlyMap<TrackId, TrackRow>;
  readonly onChange: (ids: readonly TrackId[]) => void;
}

/** The tracks of a playlist, reordered by dragging the handle, or by the arrow keys on it. */
export function TrackList({ ids, tracks, onChange }: TrackListProps) {
  const list = useRef<HTMLOListElement>(null);
  const held = useSignal(-1);
  const target = useSignal(-1);
  const limit = useSignal(PAGE);
  const length = Math.min(ids.length, limit.value);
  const over = (y: number) => {
    const box = list.current!.getBoundingClientRect();
    target.value = placeAt(y, { top: box.top, rowHeight: box.height / length, length });
  };
  const shown = held.value < 0 ? ids : moved(ids, { from: held.value, to: target.value });
  const step = (from: number, by: number) => {
    const to = Math.min(length - 1, Math.max(0, from + by));
    onChange(moved(ids, { from, to }));
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>(".grip")[to]?.focus());
  };
  return (
    <>
      <ol class="playlist-tracks" ref={list} data-play-list>
        {shown.slice(0, length).map((id, at) => (
          <li
            key={`${id} ${at}`}
            class={held.value >= 0 && at === target.value ? "held" : undefined}
          >
            <button
              type="button"
              class="grip"
              aria-label={`Move ${tracks.get(id)?.title ?? id}, place ${at + 1} of ${ids.length}`}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                held.value = target.value = at;
              }}
              onPointerMove={(event) => held.value >= 0 && over(event.clientY)}
              onPointerUp={() => {
                const move = { from: held.value, to: target.value };
                held.value = -1;
                if (move.from >= 0 && move.from !== move.to) {
                  onChange(moved(ids, move));
                }
              }}
              onPointerCancel={() => held.value = -1}
              onKeyDown={(event) => {
                const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
                if (by === undefined) return;
                event.preventDefault();
                step(at, by);
              }}
            >
              ⠿
            </button>
            <span class="muted num">{at + 1}</span>
            <TrackCells id={id} track={tracks.get(id)} />
            <button
              type="button"
              class="small"
              aria-label={`Remove ${tracks.get(id)?.title ?? id}`}
              onClick={() => onChange(ids.toSpliced(at, 1))}
            >
              ×
            </button>
          </li>
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
    </>
  );
}

function TrackCells(
  { id, track }: { readonly id: TrackId; readonly track: TrackRow | undefined },
) {
  if (!track) {
    return (
      <>
        <Missing reason="no longer in the collection" />
        <span class="title muted">{id}</span>
        <span class="muted">gone</span>
        <span />
      </>
    );
  }
  const { title, artist, duration } = track;
  return (
    <>
      <PlayButton track={playableOf({ ...track, id })} />
      <a class="title" href={trackHref(id)}>{title}</a>
      <span class="muted">{artist}</span>
      <span class="num muted">{clock(Math.round(duration ?? NaN))}</span>
    </>
  );
}
