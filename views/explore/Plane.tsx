import { numberDescriptorOf } from "../../domain/mod.ts";
import {
  Brushable,
  type BrushAxis,
  brushed,
  PLANE,
  PLANE_BINS,
  squaresPath,
  toPx,
} from "../../linked/mod.ts";

const SIDE = 268;
const AREA = { left: 26, right: 260, top: 6, bottom: 240 } as const;
const TICKS = [1, 3, 5, 7, 9];

function axisOf(id: string, place: { readonly start: number; readonly end: number }): BrushAxis {
  const [low, high] = numberDescriptorOf(id).range;
  return { id, low, high, step: 0.25, ...place };
}

const X = axisOf("valence", { start: AREA.left, end: AREA.right });
const Y = axisOf("arousal", { start: AREA.bottom, end: AREA.top });

/** Arousal over valence: a rectangle drawn here is a range on each. */
export function Plane() {
  const current = brushed.value?.selection.counts(PLANE);
  if (!current) return null;
  const most = Math.max(1, ...current.whole);
  return (
    <figure class="brushable plane">
      <figcaption>
        <span class="name">Arousal over valence</span>
        <span class="muted">draw a rectangle</span>
      </figcaption>
      <Brushable
        width={SIDE}
        height={SIDE}
        area={AREA}
        axes={[X, Y]}
        label={{
          text:
            "Arousal over valence; the ranges of both can be set with the sliders of their histograms",
        }}
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
        <g aria-hidden="true">
          {TICKS.map((tick) => (
            <g key={tick}>
              <text class="tick" x={toPx(X, tick)} y={AREA.bottom + 14} text-anchor="middle">
                {tick}
              </text>
              <text class="tick" x={AREA.left - 6} y={toPx(Y, tick) + 4} text-anchor="end">
                {tick}
              </text>
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
      </Brushable>
    </figure>
  );
}
