import { useRef } from "preact/hooks";
import type { TargetedPointerEvent } from "preact";
import { type EmotionPlane, numberDescriptorOf } from "../../domain/mod.ts";
import { brushed, changeQuery, query, rangeOf, settle, withRange } from "../explore_state.ts";
import { squaresPath } from "./bars.ts";
import { PLANE_BINS, planeId } from "./shown.ts";
import { type BrushScale, dragged, toPx } from "./brush.ts";

const SIDE = 268;
const AREA = { left: 26, right: 260, top: 6, bottom: 240 } as const;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

function axis(id: string): BrushScale {
  const { range: [low, high], bin } = numberDescriptorOf(id);
  return { low, high, step: bin, left: AREA.left, right: AREA.right };
}

/** Px from the top for a value of the axis that grows upwards. */
function up(scale: BrushScale, value: number): number {
  return AREA.top + AREA.right - toPx(scale, value);
}

/** Where an axis has ticks. */
function ticksOf({ low, high }: BrushScale): number[] {
  return TICKS.map((share) => low + share * (high - low));
}

/** Arousal, or energy, over valence: a rectangle drawn here is a range on each. */
export function Plane({ plane }: { readonly plane: EmotionPlane }) {
  const [x, y] = [axis(plane.x), axis(plane.y)];
  const title = `${numberDescriptorOf(plane.y).label} over valence`;
  const drag = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const current = brushed.value?.selection.counts(planeId(plane));
  if (!current) return null;
  const most = Math.max(1, ...current.whole);
  const at = (event: TargetedPointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    return { x: px / box.width * SIDE, y: AREA.right - py / box.width * SIDE + AREA.top };
  };
  const onMove = (event: TargetedPointerEvent<SVGSVGElement>) => {
    const from = drag.current;
    if (!from) return;
    const to = at(event);
    const range = {};
    const across = dragged(x, { grip: "new", from: from.x, to: to.x, range });
    const upwards = dragged(y, { grip: "new", from: from.y, to: to.y, range });
    const next = withRange(query.peek(), { id: plane.x, ...across });
    changeQuery(withRange(next, { id: plane.y, ...upwards }));
  };
  return (
    <figure class="brushable plane">
      <figcaption>
        <span class="name">{title}</span>
        <span class="muted">{plane.model}; draw a rectangle</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        role="img"
        aria-label={`${title}; the ranges of both can be set with the sliders of their histograms`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          drag.current = at(event);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onMove}
        onPointerUp={(event) => {
          const from = drag.current;
          drag.current = undefined;
          const to = at(event);
          if (from && Math.hypot(to.x - from.x, to.y - from.y) < 4) {
            changeQuery(withRange(withRange(query.peek(), { id: plane.x }), { id: plane.y }));
          }
          settle();
        }}
        onPointerCancel={() => drag.current = undefined}
      >
        <rect
          class="ground"
          x={AREA.left}
          y={AREA.top}
          width={AREA.right - AREA.left}
          height={AREA.bottom - AREA.top}
        />
        <path
          class="whole"
          d={squaresPath(current.whole, { side: PLANE_BINS, area: AREA, most })}
        />
        <path
          class="selected"
          d={squaresPath(current.selected, { side: PLANE_BINS, area: AREA, most })}
        />
        <Extent plane={plane} />
        <g aria-hidden="true">
          {ticksOf(x).map((tick) => (
            <text
              key={tick}
              class="tick"
              x={toPx(x, tick)}
              y={AREA.bottom + 14}
              text-anchor="middle"
            >
              {tick}
            </text>
          ))}
          {ticksOf(y).map((tick) => (
            <text
              key={tick}
              class="tick"
              x={AREA.left - 3}
              y={up(y, tick) + 4}
              text-anchor="end"
            >
              {tick}
            </text>
          ))}
          <text class="tick" x={AREA.right} y={SIDE - 1} text-anchor="end">valence →</text>
          <text
            class="tick"
            transform={`translate(9 ${AREA.top + 2}) rotate(-90)`}
            text-anchor="end"
          >
            {plane.y} →
          </text>
        </g>
      </svg>
    </figure>
  );
}

function Extent({ plane }: { readonly plane: EmotionPlane }) {
  const [x, y] = [axis(plane.x), axis(plane.y)];
  const [across, upwards] = [rangeOf(plane.x), rangeOf(plane.y)];
  const ends = [across.min, across.max, upwards.min, upwards.max];
  if (ends.every((end) => end === undefined)) return null;
  const [left, right] = [toPx(x, across.min ?? x.low), toPx(x, across.max ?? x.high)];
  const [bottom, top] = [up(y, upwards.min ?? y.low), up(y, upwards.max ?? y.high)];
  return (
    <rect
      class="extent"
      x={left}
      y={top}
      width={Math.max(1, right - left)}
      height={Math.max(1, bottom - top)}
    />
  );
}
