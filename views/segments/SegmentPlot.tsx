import { curveCatmullRom, line } from "d3-shape";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { clock } from "../../components/mod.ts";
import {
  type Columns,
  type MappedTrack,
  playableAt,
  titleAt,
  type TrackId,
} from "../../domain/mod.ts";
import { play, seek } from "../../player/mod.ts";
import type { SegmentAnswer } from "../../similar/mod.ts";
import { columns, rowOf } from "../../linked/mod.ts";
import { thinned } from "../map/lasso.ts";
import { caught, caughtIn, draws } from "./caught.ts";
import { groupOf, pointed, settings } from "./state.ts";

const SIZE = { width: 640, height: 440, room: 26 } as const;
const HUES = 10;
/** Radius of a segment, and of a mean from no spread to the largest. */
const RADIUS = { segment: 4, mean: [5, 16] } as const;

interface Place {
  readonly x: number;
  readonly y: number;
}

type Scale = (at: Place) => Place;

/** Tracks as their means, their segments, or the lines through these in time. */
export function SegmentPlot({ answer, label }: {
  readonly answer: SegmentAnswer;
  readonly label: string;
}) {
  const all = columns.value;
  const scale = useMemo(() => scaleOf(answer), [answer]);
  const line = useSignal<readonly Place[]>([]);
  const { shown, groups } = settings.value;
  const marks = useMemo(
    () => all && <Marks answer={answer} all={all} scale={scale} />,
    [answer, all, shown, groups, settings.value.heard],
  );
  if (!all) return null;
  return (
    <>
      <svg
        class="segment-plot"
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="img"
        aria-label={label}
        data-draws={draws.value}
        onPointerLeave={() => pointed.value = undefined}
        onPointerDown={(event) => {
          if (!draws.peek() || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          line.value = [placeIn(event.currentTarget, event)];
        }}
        onPointerMove={(event) => {
          if (line.peek().length === 0) return;
          line.value = [...line.peek(), placeIn(event.currentTarget, event)];
        }}
        onPointerUp={() => {
          const corners = thinned(line.peek());
          line.value = [];
          if (corners.length < 3) return;
          const polygon = corners.flatMap(({ x, y }) => [x, y]);
          const means = settings.peek().shown === "averages";
          caught.value = caughtIn(answer.tracks, { polygon, placeOf: scale, means });
        }}
        onPointerCancel={() => line.value = []}
      >
        {marks}
        <CaughtMarks answer={answer} scale={scale} />
        {line.value.length > 1 && (
          <polygon
            class="drawing"
            points={line.value.map(({ x, y }) => `${x},${y}`).join(" ")}
          />
        )}
        <Pointed answer={answer} scale={scale} />
      </svg>
      <Named answer={answer} all={all} />
    </>
  );
}

function Marks({ answer, all, scale }: {
  readonly answer: SegmentAnswer;
  readonly all: Columns;
  readonly scale: Scale;
}) {
  const { shown, groups } = settings.value;
  const grouped = groups.some((words) => words !== "");
  const widest = Math.max(1e-9, ...answer.tracks.map(({ spread }) => spread));
  return (
    <>
      {answer.tracks.map((track, i) => {
        const row = rowOf(track.id);
        const group = row === undefined ? undefined : groupOf(all, row);
        const hue = grouped
          ? group === undefined ? "faint" : `cat-${[1, 2][group]}`
          : `cat-${i % HUES + 1}`;
        if (shown === "averages") {
          const [least, most] = RADIUS.mean;
          const at = scale(track);
          if (Number.isNaN(at.x)) return null;
          const radius = least + (most - least) * track.spread / widest;
          return (
            <Mark key={track.id} id={track.id} start={NaN} at={at} radius={radius} hue={hue} />
          );
        }
        return (
          <g key={track.id}>
            {shown === "trajectories" && (
              <path class={`trajectory ${hue}`} d={trajectoryOf(track, scale)} />
            )}
            {track.segments.map((segment, place) => (
              <Mark
                key={segment.start_s}
                id={track.id}
                start={segment.start_s}
                at={scale(segment)}
                radius={shown === "trajectories" && place === 0
                  ? RADIUS.segment + 2
                  : RADIUS.segment}
                hue={hue}
              />
            ))}
          </g>
        );
      })}
    </>
  );
}

function Mark({ id, start, at, radius, hue }: {
  readonly id: TrackId;
  readonly start: number;
  readonly at: Place;
  readonly radius: number;
  readonly hue: string;
}) {
  if (Number.isNaN(at.x + at.y)) return null;
  return (
    <circle
      class={`mark ${hue}`}
      cx={at.x.toFixed(1)}
      cy={at.y.toFixed(1)}
      r={radius.toFixed(1)}
      onPointerEnter={() => {
        pointed.value = { id, start };
        if (settings.peek().heard === "hover") playMoment(id, start);
      }}
      onClick={() => {
        if (settings.peek().heard === "click" && !draws.peek()) playMoment(id, start);
      }}
    />
  );
}

/** Rings around what was drawn around, on both maps. */
function CaughtMarks({ answer, scale }: {
  readonly answer: SegmentAnswer;
  readonly scale: Scale;
}) {
  const found = caught.value;
  if (!found) return null;
  const means = settings.value.shown === "averages";
  const places = answer.tracks.flatMap((track): Place[] => {
    const starts = found.get(track.id) ?? [];
    return means && starts.length > 0
      ? [track]
      : track.segments.filter(({ start_s }) => starts.includes(start_s));
  });
  return (
    <g class="caught" pointer-events="none">
      {places.map(scale).map(({ x, y }) => <circle key={`${x} ${y}`} cx={x} cy={y} r="7" />)}
    </g>
  );
}

/** Where a pointer is, in the units of a picture. */
function placeIn(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): Place {
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()!.inverse());
  return { x, y };
}

/** The moment under the pointer, on both maps: its track's line or marks, and its name. */
function Pointed({ answer, scale }: {
  readonly answer: SegmentAnswer;
  readonly scale: Scale;
}) {
  const now = pointed.value;
  const track = answer.tracks.find(({ id }) => id === now?.id);
  if (!now || !track || rowOf(now.id) === undefined) return null;
  const whole = Number.isNaN(now.start);
  const near =
    track.segments.toSorted((a, b) =>
      Math.abs(a.start_s - now.start) - Math.abs(b.start_s - now.start)
    )[0];
  const at = scale(whole || settings.value.shown === "averages" || !near ? track : near);
  return (
    <g class="pointed" pointer-events="none">
      {settings.value.shown !== "averages" && <path d={trajectoryOf(track, scale)} />}
      <circle cx={at.x} cy={at.y} r="9" />
    </g>
  );
}

/** What is under the pointer: `artist – title (0:03~0:06)`. */
function Named({ answer, all }: { readonly answer: SegmentAnswer; readonly all: Columns }) {
  const now = pointed.value;
  const track = answer.tracks.find(({ id }) => id === now?.id);
  const row = now && rowOf(now.id);
  if (!now || !track || row === undefined) return <p class="segment-name" />;
  const name = [all.texts.artist[row], titleAt(all, row)].filter((part) => part).join(" – ");
  const end = now.start + track.length_s;
  return (
    <p class="segment-name">
      {Number.isNaN(now.start) ? name : `${name} (${clock(now.start)}~${clock(end)})`}
    </p>
  );
}

/** Plays a track from a moment on. */
export function playMoment(id: TrackId, start: number): void {
  const [all, row] = [columns.peek(), rowOf(id)];
  const track = all && row !== undefined ? playableAt(all, row) : undefined;
  if (!track || track.silent) return;
  play(track);
  if (!Number.isNaN(start)) seek(start);
}

function trajectoryOf({ segments }: MappedTrack, scale: Scale): string {
  const through = line<Place>().x(({ x }) => x).y(({ y }) => y).curve(curveCatmullRom);
  return through(segments.map(scale).filter(({ x, y }) => !Number.isNaN(x + y))) ?? "";
}

/** Places of a map in the picture, both axes of one scale. */
function scaleOf({ tracks }: SegmentAnswer): Scale {
  const places = tracks.flatMap((track): Place[] => [track, ...track.segments])
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const edges = (side: "x" | "y") => {
    let [from, to] = [Infinity, -Infinity];
    for (const place of places) {
      from = Math.min(from, place[side]);
      to = Math.max(to, place[side]);
    }
    return places.length > 0 ? { from, to } : { from: 0, to: 0 };
  };
  const [x, y] = [edges("x"), edges("y")];
  const { width, height, room } = SIZE;
  const factor = Math.min(
    (width - 2 * room) / Math.max(1e-9, x.to - x.from),
    (height - 2 * room) / Math.max(1e-9, y.to - y.from),
  );
  return (at) => ({
    x: width / 2 + ((at.x ?? NaN) - (x.from + x.to) / 2) * factor,
    y: height / 2 - ((at.y ?? NaN) - (y.from + y.to) / 2) * factor,
  });
}
