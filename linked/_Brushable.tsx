import { useRef } from "preact/hooks";
import type { ComponentChildren, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { formatValue } from "../domain/mod.ts";
import { query, rangeOf, withRange } from "./_asked.ts";
import type { BarArea } from "./_bars.ts";
import {
  type BrushScale,
  dragged,
  type Grip,
  gripsAt,
  isOpen,
  pressed,
  type Range,
  toPx,
} from "./_brush.ts";
import { numberNow } from "./_columns.ts";
import { changeQuery, settle } from "./_history.ts";

/** A descriptor along one axis of a chart. */
export interface BrushAxis extends BrushScale {
  /** Of a numeric descriptor. */
  readonly id: string;
}

/** A chart that one drags over to ask for ranges: of one descriptor, or of two at once. */
export interface BrushableProps {
  /** Of the view box. */
  readonly width: number;
  readonly height: number;
  /** Where the brush is drawn. */
  readonly area: BarArea;
  /** The first lies across, the second upwards. */
  readonly axes: readonly [BrushAxis] | readonly [BrushAxis, BrushAxis];
  /** Id of what names it, or its name. */
  readonly label: { readonly by: string } | { readonly text: string };
  readonly children: ComponentChildren;
}

/** A drag over a chart, along each of its axes. */
interface Drag {
  readonly grips: readonly Grip[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** The ranges as they were when it began. */
  readonly ranges: readonly Range[];
}

/** Less than this is a click, which drops the brush where it hits nothing, px of the view box. */
const CLICK = 3;

/**
 * Draws a chart with a brush over it: a drag on the ground draws one, on an edge or a corner moves
 * that, on its inside moves all of it; a click beside it drops it. Along a single axis its ends are
 * sliders for keys. Each drag is one step of the history.
 */
export function Brushable({ width, height, area, axes, label, children }: BrushableProps) {
  const drag = useRef<Drag | undefined>(undefined);
  const gesture = axes.map(({ id }) => id).join("*");
  const brush = (ranges: readonly Range[]) =>
    changeQuery(
      axes.reduce((next, { id }, i) => withRange(next, { id, ...ranges[i] }), query.peek()),
      gesture,
    );
  const placeOf = (event: TargetedPointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale]
      .slice(0, axes.length);
  };
  const isClick = ({ grips, from, to }: Drag) =>
    grips.includes("new") && Math.hypot(...to.map((px, i) => px - from[i]!)) <= CLICK;
  const end = () => {
    drag.current = undefined;
    settle();
  };
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role={axes.length === 1 ? "group" : "img"}
      {...("by" in label ? { "aria-labelledby": label.by } : { "aria-label": label.text })}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const at = placeOf(event);
        const ranges = axes.map(({ id }) => rangeOf(id));
        drag.current = { grips: gripsAt(axes, { at, ranges }), from: at, to: at, ranges };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!drag.current) return;
        const now = drag.current = { ...drag.current, to: placeOf(event) };
        if (isClick(now)) return;
        brush(axes.map((axis, i) =>
          dragged(axis, {
            grip: now.grips[i]!,
            from: now.from[i]!,
            to: now.to[i]!,
            range: now.ranges[i]!,
          })
        ));
      }}
      onPointerUp={() => {
        if (drag.current && isClick(drag.current)) brush([]);
        end();
      }}
      onPointerCancel={end}
    >
      {children}
      <Extent area={area} axes={axes} />
      {axes.length === 1 && <Ends area={area} axis={axes[0]} brush={(range) => brush([range])} />}
    </svg>
  );
}

function Extent({ area, axes }: Pick<BrushableProps, "area" | "axes">) {
  const ranges = axes.map(({ id }) => rangeOf(id));
  if (ranges.every(isOpen)) return null;
  const [across, upwards] = axes.map((axis, i) => {
    const ends = [toPx(axis, ranges[i]!.min ?? axis.low), toPx(axis, ranges[i]!.max ?? axis.high)];
    return { from: Math.min(...ends), to: Math.max(...ends) };
  });
  const { from, to } = upwards ?? { from: area.top, to: area.bottom };
  return (
    <rect
      class="extent"
      x={across!.from}
      y={from}
      width={Math.max(1, across!.to - across!.from)}
      height={Math.max(1, to - from)}
    />
  );
}

interface EndsProps {
  readonly area: BarArea;
  readonly axis: BrushAxis;
  readonly brush: (range: Range) => void;
}

function Ends({ axis, ...rest }: EndsProps) {
  const range = rangeOf(axis.id);
  return (
    <g class={isOpen(range) ? "brush" : "brush on"}>
      {(["min", "max"] as const).map((end) => (
        <Handle key={end} end={end} axis={axis} range={range} {...rest} />
      ))}
    </g>
  );
}

function Handle(
  { end, axis, range, area, brush }: EndsProps & {
    readonly end: "min" | "max";
    readonly range: Range;
  },
) {
  const descriptor = numberNow(axis.id);
  const value = range[end] ?? (end === "min" ? axis.low : axis.high);
  const text = formatValue(descriptor, value);
  const onKeyDown = (event: TargetedKeyboardEvent<SVGGElement>) => {
    if (event.key === "Escape") brush({});
    const next = pressed(axis, { key: event.key, end, range });
    if (!next) return;
    event.preventDefault();
    brush(next);
  };
  return (
    <g
      class="handle"
      role="slider"
      tabindex={0}
      aria-label={`${descriptor.label}, ${end === "min" ? "from" : "to"}`}
      aria-valuemin={axis.low}
      aria-valuemax={axis.high}
      aria-valuenow={value}
      aria-valuetext={range[end] === undefined
        ? `open, the histogram ${end === "min" ? "begins" : "ends"} at ${text}`
        : text}
      onKeyDown={onKeyDown}
      onBlur={settle}
      transform={`translate(${toPx(axis, value).toFixed(1)} 0)`}
    >
      <rect class="reach" x="-9" y={area.top} width="18" height={area.bottom - area.top} />
      <line y1={area.top} y2={area.bottom} />
      <rect
        class="knob"
        x="-2.5"
        y={(area.top + area.bottom) / 2 - 9}
        width="5"
        height="18"
        rx="2"
      />
    </g>
  );
}
