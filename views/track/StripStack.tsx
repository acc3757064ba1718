import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Button } from "../../components/mod.ts";
import {
  countText,
  evenBeats,
  gridIn,
  percentText,
  type Playable,
  type Seconds,
  type Strip,
} from "../../domain/mod.ts";
import { play, seek } from "../../player/mod.ts";
import { SaveButtons } from "../save/SaveButtons.tsx";
import { type Ink, inkOf } from "./ink.ts";
import { laneSheet } from "./lane_sheet.ts";
import { LaneCanvas } from "./LaneCanvas.tsx";
import { type Lane, lanesOf } from "./lanes.ts";
import { moved, shareOf, type Stretch, ticksIn, timeAt, timeText, zoomed } from "./timeline.ts";
import { useClicks } from "./use_clicks.ts";
import { useCursor } from "./use_cursor.ts";
import { ALL, LITTLE, useStrips } from "./use_strips.ts";

/** Width of the axes at the left, px. */
const AXIS = 72;
/** A drag shorter than this is a click, px. */
const CLICK = 4;
const TICK_WIDTH = 90;
const ZOOM = 1.5;

/** Everything that can be drawn along a track, one under the other on one scale of time. */
export function StripStack(
  { track, seconds, only, axis = AXIS }: {
    readonly track: Playable;
    /** Length of the track. */
    readonly seconds: Seconds;
    /** Which lanes are drawn, where not all are. */
    readonly only?: (lane: Lane) => boolean;
    /** Width of the axes at the left, px. */
    readonly axis?: number;
  },
) {
  const clicks = useSignal(false);
  const wanted = only === undefined || clicks.value ? ALL : LITTLE;
  const { strips, share, problem } = useStrips(track, wanted);
  const stack = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const ink = useSignal<Ink | undefined>(undefined);
  const stretch = useSignal<Stretch>({ from: 0, to: seconds });
  const loop = useSignal<Stretch | undefined>(undefined);
  const drag = useSignal<Stretch | undefined>(undefined);
  const reading = useSignal("");
  const cursor = useCursor(track.id, loop);
  const { along, sound, beats } = strips.value;
  const lanes = useMemo(
    () => lanesOf([...sound ?? [], ...beats ?? [], ...along ?? []]).filter(only ?? (() => true)),
    [along, sound, beats],
  );
  const heard = useMemo(() => beats && heardBeats(beats), [beats]);
  useClicks(track.id, { beats: heard?.times, on: clicks.value });
  useEffect(() => {
    stretch.value = { from: 0, to: seconds };
    loop.value = undefined;
  }, [track.id]);
  useEffect(() => {
    const element = stack.current;
    if (!element) return;
    const learn = () => ink.value = inkOf(element);
    learn();
    const sizes = new ResizeObserver(() => width.value = element.clientWidth - axis);
    sizes.observe(element);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", learn);
    const theme = new MutationObserver(learn);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      sizes.disconnect();
      theme.disconnect();
      scheme.removeEventListener("change", learn);
    };
  }, []);

  const timeOf = (event: MouseEvent): Seconds => {
    const left = stack.current?.getBoundingClientRect().left ?? 0;
    const share = (event.clientX - left - axis) / width.peek();
    return Math.min(seconds, Math.max(0, timeAt(stretch.peek(), share)));
  };
  const playFrom = (time: Seconds) => {
    play(track);
    seek(time);
  };
  const zoom = (factor: number, about: Seconds) =>
    stretch.value = zoomed(stretch.peek(), { about, factor, seconds });
  const middle = () => cursor.peek() ?? timeAt(stretch.peek(), 0.5);

  return (
    <>
      <header class="strips-head">
        <p class="told" role="status">
          {problem.value ??
            waitText(lanes, {
              reading: reading.value,
              waits: sound === undefined && !wanted.enough(strips.value),
              share: share.value,
            })}
        </p>
        <div class="actions">
          <label class="check">
            <input
              type="checkbox"
              checked={clicks.value}
              disabled={heard?.times.length === 0}
              onChange={(event) => clicks.value = event.currentTarget.checked}
            />
            {clickText(heard, clicks.value)}
          </label>
          {only === undefined && lanes.length > 0 && (
            <SaveButtons
              of="what is drawn along the track"
              sheet={() =>
                stack.current && laneSheet(stack.current, {
                  lanes,
                  stretch: stretch.peek(),
                  axis,
                  title: track.title,
                })}
            />
          )}
          <Button look="quiet" onClick={() => zoom(1 / ZOOM, middle())}>Zoom in</Button>
          <Button look="quiet" onClick={() => zoom(ZOOM, middle())}>Zoom out</Button>
          <Button look="quiet" onClick={() => stretch.value = { from: 0, to: seconds }}>
            Whole
          </Button>
          {loop.value && (
            <Button look="quiet" onClick={() => loop.value = undefined}>
              End loop {timeText(loop.value.from, 1)} to {timeText(loop.value.to, 1)}
            </Button>
          )}
        </div>
      </header>
      <div
        class="strip-stack"
        style={{ "--axis": `${axis}px` }}
        ref={stack}
        onPointerDown={(event) => {
          if (event.button !== 0 || event.clientX - leftOf(stack.current) < axis) return;
          const at = timeOf(event);
          drag.value = { from: at, to: at };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          reading.value = readingAt(lanes, { event, time: timeOf(event) });
          if (drag.value) drag.value = { from: drag.value.from, to: timeOf(event) };
        }}
        onPointerUp={() => {
          const done = drag.value;
          drag.value = undefined;
          if (!done) return;
          const pixels = Math.abs(done.to - done.from) /
            (stretch.value.to - stretch.value.from) * width.value;
          if (pixels < CLICK) return playFrom(done.from);
          loop.value = ordered(done);
          playFrom(loop.value.from);
        }}
        onPointerCancel={() => drag.value = undefined}
        onPointerLeave={() => reading.value = ""}
        onWheel={(event) => {
          if (!event.ctrlKey && !event.metaKey && event.deltaX === 0) return;
          event.preventDefault();
          const span = stretch.value.to - stretch.value.from;
          if (event.deltaX !== 0) {
            const by = event.deltaX / width.value * span;
            stretch.value = moved(stretch.value, { by, seconds });
          } else zoom(2 ** (event.deltaY / 200), timeOf(event));
        }}
      >
        {ink.value && lanes.map((lane) => (
          <LaneCanvas
            key={lane.id}
            lane={lane}
            stretch={stretch.value}
            width={width.value}
            ink={ink.value!}
          />
        ))}
        <TimeAxis stretch={stretch.value} width={width.value} />
        <div class="over" aria-hidden="true">
          <Marked stretch={stretch.value} part={drag.value ? ordered(drag.value) : loop.value} />
          <CursorLine stretch={stretch} cursor={cursor} />
        </div>
      </div>
    </>
  );
}

function leftOf(element: Element | null): number {
  return element?.getBoundingClientRect().left ?? 0;
}

function ordered({ from, to }: Stretch): Stretch {
  return from <= to ? { from, to } : { from: to, to: from };
}

function waitText(
  lanes: readonly Lane[],
  { reading, waits, share }: {
    readonly reading: string;
    readonly waits: boolean;
    readonly share: number;
  },
): string {
  if (reading !== "") return reading;
  if (waits) return `Decoding and drawing${share > 0 ? `: ${percentText(share, 1, 0)}` : ""} …`;
  return lanes.length === 0
    ? "Nothing is kept along this track"
    : "Click plays from there, a drag loops; Ctrl and the wheel zoom";
}

interface HeardBeats {
  readonly times: ArrayLike<Seconds>;
  /** Whether they are those of the grid; else as they were tracked. */
  readonly even: boolean;
}

/** The beats of the grid, which lie nearer to the sound; as tracked where there are too few for one. */
function heardBeats(strips: readonly Strip[]): HeardBeats {
  const times = evenBeats(gridIn(strips));
  return times.length > 0
    ? { times, even: true }
    : { times: strips.find(({ id }) => id === "beats")?.data ?? [], even: false };
}

function clickText(heard: HeardBeats | undefined, wanted: boolean): string {
  if (!heard) return wanted ? "looking for the beats …" : "click on the beats";
  const { times: { length }, even } = heard;
  if (length === 0) return "no beats were found";
  return even
    ? `click on ${countText(length)} beats`
    : `click on ${countText(length)} uneven beats`;
}

function readingAt(
  lanes: readonly Lane[],
  { event, time }: { readonly event: PointerEvent; readonly time: Seconds },
): string {
  const canvas = event.target instanceof Element
    ? document.elementsFromPoint(event.clientX, event.clientY).find(({ tagName }) =>
      tagName === "CANVAS"
    )
    : undefined;
  const lane = lanes.find(({ id }) =>
    id === canvas?.closest<HTMLElement>("[data-lane]")?.dataset["lane"]
  );
  if (!canvas || !lane) return timeText(time, 2);
  const { bottom, height } = canvas.getBoundingClientRect();
  return `${timeText(time, 2)} · ${lane.read(time, (bottom - event.clientY) / height)}`;
}

function TimeAxis({ stretch, width }: { readonly stretch: Stretch; readonly width: number }) {
  const most = Math.max(2, Math.floor(width / TICK_WIDTH));
  const ticks = ticksIn(stretch, most);
  const digits = (ticks[1] ?? 1) - (ticks[0] ?? 0) < 1 ? 1 : 0;
  return (
    <div class="time-axis" aria-hidden="true">
      {ticks.map((time) => (
        <span key={time} style={{ left: `${100 * shareOf(stretch, time)}%` }}>
          {timeText(time, digits)}
        </span>
      ))}
    </div>
  );
}

function Marked(
  { stretch, part }: { readonly stretch: Stretch; readonly part: Stretch | undefined },
) {
  if (!part) return null;
  const from = Math.min(1, Math.max(0, shareOf(stretch, part.from)));
  const to = Math.min(1, Math.max(0, shareOf(stretch, part.to)));
  return <div class="marked" style={{ left: `${100 * from}%`, width: `${100 * (to - from)}%` }} />;
}

function CursorLine(
  { stretch, cursor }: {
    readonly stretch: { readonly value: Stretch };
    readonly cursor: { readonly value: Seconds | undefined };
  },
) {
  if (cursor.value === undefined) return null;
  const share = shareOf(stretch.value, cursor.value);
  if (share < 0 || share > 1) return null;
  return <div class="cursor" style={{ left: `${100 * share}%` }} />;
}
