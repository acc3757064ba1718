import { useRef } from "preact/hooks";
import type { TargetedPointerEvent } from "preact";
import { numberDescriptorOf } from "../../domain/mod.ts";
import { brushed, changeQuery, query, rangeOf, settle, withRange } from "../../linked/history.ts";
import { squaresPath } from "./bars.ts";
import { PLANE, PLANE_BINS } from "../../linked/shown.ts";
import { type BrushScale, dragged, toPx } from "../../linked/brush.ts";

const SIDE = 268;
const AREA = { left: 26, right: 260, top: 6, bottom: 240 } as const;
const TICKS = [1, 3, 5, 7, 9];

function axis(id: string): BrushScale {
  const [low, high] = numberDescriptorOf(id).range;
  return { low, high, step: 0.25, left: AREA.left, right: AREA.right };
}

const X = axis("valence");
const Y = axis("arousal");

/** Px from the top for a value of arousal, which grows upwards. */
function up(value: number): number {
  return AREA.top + AREA.right - toPx(Y, value);
}

/** Arousal over valence: a rectangle drawn here is a range on each. */
export function Plane() {
  const drag = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const current = brushed.value?.selection.counts(PLANE);
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
    const valence = dragged(X, { grip: "new", from: from.x, to: to.x, range });
    const arousal = dragged(Y, { grip: "new", from: from.y, to: to.y, range });
    const next = withRange(query.peek(), { id: "valence", ...valence });
    changeQuery(withRange(next, { id: "arousal", ...arousal }));
  };
  return (
    <figure class="brushable plane">
      <figcaption>
        <span class="name">Arousal over valence</span>
        <span class="muted">draw a rectangle</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        role="img"
        aria-label="Arousal over valence; the ranges of both can be set with the sliders of their histograms"
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
            changeQuery(withRange(withRange(query.peek(), { id: "valence" }), { id: "arousal" }));
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
        <Extent />
        <g aria-hidden="true">
          {TICKS.map((tick) => (
            <g key={tick}>
              <text class="tick" x={toPx(X, tick)} y={AREA.bottom + 14} text-anchor="middle">
                {tick}
              </text>
              <text class="tick" x={AREA.left - 6} y={up(tick) + 4} text-anchor="end">{tick}</text>
            </g>
          ))}
          <text class="tick" x={AREA.right} y={SIDE - 1} text-anchor="end">valence →</text>
          <text
            class="tick"
            transform={`translate(9 ${AREA.top + 2}) rotate(-90)`}
            text-anchor="end"
          >
            arousal →
          </text>
        </g>
      </svg>
    </figure>
  );
}

function Extent() {
  const valence = rangeOf("valence");
  const arousal = rangeOf("arousal");
  const ends = [valence.min, valence.max, arousal.min, arousal.max];
  if (ends.every((end) => end === undefined)) return null;
  const [left, right] = [toPx(X, valence.min ?? X.low), toPx(X, valence.max ?? X.high)];
  const [bottom, top] = [up(arousal.min ?? Y.low), up(arousal.max ?? Y.high)];
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
