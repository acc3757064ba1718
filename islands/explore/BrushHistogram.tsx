import { useRef } from "preact/hooks";
import { scaleLinear } from "d3-scale";
import type { ComponentChildren, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { tickText } from "../../charts/mod.ts";
import { binEdges, countText, formatValue, type NumberDescriptor } from "../../domain/mod.ts";
import { brushed, changeQuery, query, rangeOf, settle, withRange } from "../explore_state.ts";
import { barsPath } from "./bars.ts";
import { type BrushScale, type Drag, dragged, gripAt, pressed, type Range, toPx } from "./brush.ts";
import { shortLabel } from "./table_columns.ts";
import { RangeFields } from "./RangeFields.tsx";

const WIDTH = 268;
const HEIGHT = 76;
const AREA = { left: 8, right: 260, top: 4, bottom: 56 } as const;

function scaleOf(descriptor: NumberDescriptor): BrushScale {
  const edges = binEdges(descriptor);
  const [low, high] = [edges[0]!, edges.at(-1)!];
  return { low, high, step: descriptor.bin, left: AREA.left, right: AREA.right };
}

/**
 * The distribution of a descriptor: the whole in grey, what is selected in the accent, and a brush.
 * The selected part ignores the histogram's own brush.
 */
export function BrushHistogram({ descriptor }: { readonly descriptor: NumberDescriptor }) {
  const { id } = descriptor;
  const scale = scaleOf(descriptor);
  const range = rangeOf(id);
  const current = brushed.value?.selection.counts(id);
  if (!current) return null;
  const most = Math.max(1, ...current.whole);
  const active = range.min !== undefined || range.max !== undefined;
  return (
    <figure class={active ? "brushable active" : "brushable"}>
      <figcaption>
        <span class="name" id={`hist-${id}`}>
          {shortLabel(descriptor)}
          {descriptor.unit && <span class="unit">{descriptor.unit}</span>}
        </span>
        <Median descriptor={descriptor} />
      </figcaption>
      <BrushArea descriptor={descriptor} scale={scale} range={range}>
        <path class="whole" d={barsPath(current.whole, { area: AREA, most })} />
        <path class="selected" d={barsPath(current.selected, { area: AREA, most })} />
      </BrushArea>
      <RangeFields
        descriptor={descriptor}
        missing={current.missing.whole}
      />
    </figure>
  );
}

/** The median of what is selected, which no bin can tell. */
function Median({ descriptor }: { readonly descriptor: NumberDescriptor }) {
  const median = brushed.value?.selection.median(descriptor.id) ?? NaN;
  if (Number.isNaN(median)) return <span class="muted">none</span>;
  return <span class="muted num">median {formatValue({ ...descriptor, unit: "" }, median)}</span>;
}

interface AreaProps {
  readonly descriptor: NumberDescriptor;
  readonly scale: BrushScale;
  readonly range: Range;
  readonly children: ComponentChildren;
}

function BrushArea({ descriptor, scale, range, children }: AreaProps) {
  const drag = useRef<Drag | undefined>(undefined);
  const { id } = descriptor;
  const brush = (next: Range) => changeQuery(withRange(query.peek(), { id, ...next }));
  const xOf = (event: TargetedPointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return (event.clientX - box.left) / box.width * WIDTH;
  };
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="group"
      aria-labelledby={`hist-${id}`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const x = xOf(event);
        const grip = gripAt(scale, { x, range });
        drag.current = { grip, from: x, to: x, range };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!drag.current) return;
        const next = { ...drag.current, to: xOf(event) };
        drag.current = next;
        if (next.grip !== "new" || Math.abs(next.to - next.from) > 3) brush(dragged(scale, next));
      }}
      onPointerUp={() => {
        const done = drag.current;
        drag.current = undefined;
        if (done?.grip === "new" && Math.abs(done.to - done.from) <= 3) brush({});
        settle();
      }}
      onPointerCancel={() => drag.current = undefined}
    >
      {children}
      <Axis scale={scale} />
      <Brush descriptor={descriptor} scale={scale} range={range} brush={brush} />
    </svg>
  );
}

function Axis({ scale }: { readonly scale: BrushScale }) {
  const linear = scaleLinear().domain([scale.low, scale.high]);
  const span = scale.high - scale.low;
  const ticks = linear.ticks(5).filter((tick) =>
    tick - scale.low > span * 0.03 && scale.high - tick > span * 0.03
  );
  return (
    <g class="axis" aria-hidden="true">
      <line class="baseline" x1={AREA.left} x2={AREA.right} y1={AREA.bottom} y2={AREA.bottom} />
      {ticks.map((tick) => (
        <text
          key={tick}
          class="tick"
          x={toPx(scale, tick)}
          y={AREA.bottom + 14}
          text-anchor="middle"
        >
          {scale.low >= 1000 ? String(tick) : tickText(tick)}
        </text>
      ))}
    </g>
  );
}

interface BrushProps {
  readonly descriptor: NumberDescriptor;
  readonly scale: BrushScale;
  readonly range: Range;
  readonly brush: (range: Range) => void;
}

function Brush({ descriptor, scale, range, brush }: BrushProps) {
  const active = range.min !== undefined || range.max !== undefined;
  const from = toPx(scale, range.min ?? scale.low);
  const to = toPx(scale, range.max ?? scale.high);
  return (
    <g class={active ? "brush on" : "brush"}>
      <rect
        class="extent"
        x={from}
        y={AREA.top}
        width={Math.max(1, to - from)}
        height={AREA.bottom - AREA.top}
      />
      {(["min", "max"] as const).map((end) => (
        <Handle
          key={end}
          end={end}
          x={end === "min" ? from : to}
          descriptor={descriptor}
          scale={scale}
          range={range}
          brush={brush}
        />
      ))}
    </g>
  );
}

function Handle(
  { end, x, descriptor, scale, range, brush }: BrushProps & {
    readonly end: "min" | "max";
    readonly x: number;
  },
) {
  const value = (end === "min" ? range.min : range.max) ?? (end === "min" ? scale.low : scale.high);
  const open = (end === "min" ? range.min : range.max) === undefined;
  const text = formatValue(descriptor, value);
  const onKeyDown = (event: TargetedKeyboardEvent<SVGGElement>) => {
    if (event.key === "Escape") brush({});
    const next = pressed(scale, { key: event.key, end, range });
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
      aria-valuemin={scale.low}
      aria-valuemax={scale.high}
      aria-valuenow={value}
      aria-valuetext={open ? `open, ${countText(value)}` : text}
      onKeyDown={onKeyDown}
      transform={`translate(${x.toFixed(1)} 0)`}
    >
      <rect class="reach" x="-9" y={AREA.top} width="18" height={AREA.bottom - AREA.top} />
      <line y1={AREA.top} y2={AREA.bottom} />
      <rect
        class="knob"
        x="-2.5"
        y={(AREA.top + AREA.bottom) / 2 - 9}
        width="5"
        height="18"
        rx="2"
      />
    </g>
  );
}
