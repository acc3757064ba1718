import { clock, Icon, Missing, PlayButton } from "../../components/mod.ts";
import { droppedHref, trackHref } from "../../components/track/facts.ts";
import { numberText, type Playable, playableOf, type TrackId } from "../../domain/mod.ts";
import type { ListedTrack } from "../../playlist/mod.ts";
import type { SentTransition } from "../../wire/mod.ts";
import { TransitionMark } from "./TransitionMark.tsx";

/** One track of a list, and what can be done with it. */
export interface TrackRowProps {
  readonly id: TrackId;
  /** The list as it stands behind the address of a track's page. */
  readonly within: string | undefined;
  readonly at: number;
  readonly count: number;
  /** Undefined before it is known, and where it has left the collection. */
  readonly row: ListedTrack | undefined;
  readonly fallback: Playable | undefined;
  readonly before: ListedTrack | undefined;
  readonly change: SentTransition | null | undefined;
  readonly picked: boolean;
  readonly active: boolean;
  readonly current: boolean;
  /** Where what is dragged would fall. */
  readonly marked: "above" | "below" | undefined;
  readonly onPick: (event: MouseEvent) => void;
  readonly onRowClick: (event: MouseEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPlay: (() => void) | undefined;
  readonly onRemove: () => void;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onTouchDrag: (y: number) => void;
  readonly onTouchDrop: () => void;
}

/** A listed track as one to be played. */
export function playableOfListed(row: ListedTrack): Playable {
  return playableOf(row);
}

/** One track of a list. */
export function TrackRow(props: TrackRowProps) {
  const { id, at, count, row, fallback, before, change, picked, active, current, marked } = props;
  const title = row?.title ?? fallback?.title ?? id;
  const artist = row?.artist ?? fallback?.artist;
  const tabindex = active ? 0 : -1;
  const classes = ["track-row", picked && "picked", marked && `gap-${marked}`];
  return (
    <li
      class={classes.filter(Boolean).join(" ")}
      data-at={at}
      aria-current={current ? "true" : undefined}
      draggable
      onDragStart={props.onDragStart}
      onClick={(event) => {
        const target = event.target instanceof Element ? event.target : null;
        if (!target?.closest("a, button")) props.onRowClick(event);
      }}
      onKeyDown={props.onKeyDown}
    >
      <button
        type="button"
        class="grip num"
        tabindex={tabindex}
        aria-pressed={picked}
        aria-label={`${title}, place ${at + 1} of ${count}`}
        title="Click to choose, Shift for a range; Alt and the arrows move, Delete takes out"
        onClick={props.onPick}
        onPointerDown={(event) => {
          if (event.pointerType === "touch") event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (event.pointerType === "touch") props.onTouchDrag(event.clientY);
        }}
        onPointerUp={(event) => event.pointerType === "touch" && props.onTouchDrop()}
      >
        {at + 1}
      </button>
      <Play {...props} />
      {row || fallback
        ? (
          <span class="who">
            <a
              class="title"
              href={fallback?.dropped ? droppedHref(id) : trackHref(id, props.within)}
              title={title}
            >
              {title}
            </a>
            <span class="muted artist" title={artist}>{artist}</span>
          </span>
        )
        : <span class="who muted">{id}, no longer in the collection</span>}
      <span class="facts num muted">
        <Fact name="BPM" text={row?.tempo == null ? undefined : numberText(row.tempo, 1)} />
        <Fact name="Key" text={row?.camelot ?? undefined} title={row?.key ?? undefined} />
        <Fact name="LUFS" text={row?.loudness == null ? undefined : numberText(row.loudness, 1)} />
      </span>
      <span class="length num muted">
        {clock(Math.round(row?.duration ?? fallback?.duration ?? NaN))}
      </span>
      <span class="change">
        {change && before && row && (
          <TransitionMark change={change} from={before} to={row} tabindex={tabindex} />
        )}
      </span>
      <button
        type="button"
        class="remove"
        tabindex={tabindex}
        aria-label={`Remove ${title}`}
        onClick={props.onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function Play({ row, fallback, onPlay }: TrackRowProps) {
  const track = row ? playableOfListed(row) : fallback;
  if (!track) return <Missing reason="no longer in the collection" />;
  if (!onPlay) return <PlayButton track={track} />;
  return (
    <span
      class="plays"
      onClick={(event) => {
        const button = event.currentTarget.querySelector("[data-playing]");
        if (button) return;
        event.preventDefault();
        onPlay();
      }}
    >
      <PlayButton track={track} />
    </span>
  );
}

function Fact(
  { name, text, title }: {
    readonly name: string;
    readonly text: string | undefined;
    readonly title?: string | undefined;
  },
) {
  return (
    <span class="fact" title={title ? `${name}: ${title}` : name}>
      <span class="visually-hidden">{name}</span>
      {text === undefined ? <Missing /> : text}
    </span>
  );
}
