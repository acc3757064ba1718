import { type EmotionPlane, numberDescriptorOf } from "../../domain/mod.ts";
import {
  Brushable,
  type BrushAxis,
  brushed,
  PLANE_BINS,
  planeId,
  squaresPath,
  toPx,
} from "../../linked/mod.ts";

const SIDE = 268;
const AREA = { left: 26, right: 260, top: 6, bottom: 240 } as const;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

function axisOf(id: string, place: { readonly start: number; readonly end: number }): BrushAxis {
  const { range: [low, high], bin } = numberDescriptorOf(id);
  return { id, low, high, step: bin, ...place };
}

function ticksOf({ low, high }: BrushAxis): readonly number[] {
  return TICKS.map((share) => low + share * (high - low));
}

/** Arousal, or energy, over valence: a rectangle drawn here is a range on each. */
export function Plane({ plane }: { readonly plane: EmotionPlane }) {
  const x = axisOf(plane.x, { start: AREA.left, end: AREA.right });
  const y = axisOf(plane.y, { start: AREA.bottom, end: AREA.top });
  const title = `${numberDescriptorOf(plane.y).label} over valence`;
  const current = brushed.value?.selection.counts(planeId(plane));
  if (!current) return null;
  const most = Math.max(1, ...current.whole);
  return (
    <figure class="brushable plane">
      <figcaption>
        <span class="name">{title}</span>
        <span class="muted">{plane.model}; draw a rectangle</span>
      </figcaption>
      <Brushable
        width={SIDE}
        height={SIDE}
        area={AREA}
        axes={[x, y]}
        label={{
          text: `${title}; the ranges of both can be set with the sliders of their histograms`,
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
            <text key={tick} class="tick" x={AREA.left - 3} y={toPx(y, tick) + 4} text-anchor="end">
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
      </Brushable>
    </figure>
  );
}
