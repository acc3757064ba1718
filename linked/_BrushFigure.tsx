import { useSignal } from "@preact/signals";
import { scaleLinear } from "d3-scale";
import type { ComponentChildren } from "preact";
import { tickText } from "../charts/mod.ts";
import { binEdges, countText, formatValue, type NumberDescriptor } from "../domain/mod.ts";
import { rangeOf } from "./_asked.ts";
import { barsPath } from "./_bars.ts";
import { Brushable, type BrushAxis } from "./_Brushable.tsx";
import { isOpen, toPx } from "./_brush.ts";
import { shortLabel } from "./_table_columns.ts";

/** Tracks in each bin of a descriptor's catalogue entry: all, and those selected. */
export interface BinCounts {
  readonly whole: ArrayLike<number>;
  readonly selected: ArrayLike<number>;
}

const WIDTH = 268;
const HEIGHT = 76;
const AREA = { left: 8, right: 260, top: 4, bottom: 56 } as const;

function axisOf(descriptor: NumberDescriptor): BrushAxis {
  const edges = binEdges(descriptor);
  const [low, high] = [edges[0]!, edges.at(-1)!];
  return { id: descriptor.id, low, high, step: descriptor.bin, start: AREA.left, end: AREA.right };
}

/**
 * A histogram with its axis and a brush over it: all in grey, what is selected in the accent. The bar
 * below the pointer is told in the caption, in place of the aside.
 */
export function BrushFigure({ descriptor, counts, shares = false, aside, children }: {
  readonly descriptor: NumberDescriptor;
  readonly counts: BinCounts;
  /** Whether bars are shares of what is selected and of all, so that few can be seen. */
  readonly shares?: boolean;
  readonly aside: ComponentChildren;
  /** Stands below the chart. */
  readonly children: ComponentChildren;
}) {
  const { id } = descriptor;
  const axis = axisOf(descriptor);
  const bar = useSignal<number | undefined>(undefined);
  const bars = barsOf(counts, shares);
  return (
    <figure
      class={isOpen(rangeOf(id)) ? "brushable" : "brushable active"}
      onPointerMove={(event) => bar.value = barAt(event, counts.whole.length)}
      onPointerLeave={() => bar.value = undefined}
    >
      <figcaption>
        <span class="name" id={`hist-${id}`}>
          {shortLabel(descriptor)}
          {descriptor.unit && <span class="unit">{descriptor.unit}</span>}
        </span>
        {bar.value === undefined
          ? aside
          : <span class="muted num">{barText(descriptor, { bar: bar.value, counts })}</span>}
      </figcaption>
      <Brushable
        width={WIDTH}
        height={HEIGHT}
        area={AREA}
        axes={[axis]}
        label={{ by: `hist-${id}` }}
      >
        <path class="whole" d={barsPath(bars.whole, { area: AREA, most: bars.most })} />
        <path class="selected" d={barsPath(bars.selected, { area: AREA, most: bars.most })} />
        <Axis axis={axis} />
      </Brushable>
      {children}
    </figure>
  );
}

/** The bar that the pointer is above or below; `undefined` beside the chart. */
function barAt(event: PointerEvent, bars: number): number | undefined {
  const svg = event.target instanceof Element ? event.target.closest("svg") : null;
  if (!svg) return undefined;
  const { left, width } = svg.getBoundingClientRect();
  const x = (event.clientX - left) * WIDTH / width;
  const bar = Math.floor((x - AREA.left) / (AREA.right - AREA.left) * bars);
  return bar >= 0 && bar < bars ? bar : undefined;
}

/** What a bar stands for: its stretch of values, tracks selected and all. */
function barText(
  descriptor: NumberDescriptor,
  { bar, counts: { selected, whole } }: {
    readonly bar: number;
    readonly counts: BinCounts;
  },
): string {
  const edges = binEdges(descriptor);
  const [from, to] = [edges[bar]!, edges[bar + 1]!];
  const low = formatValue({ ...descriptor, unit: "" }, from);
  return `${low} to ${formatValue(descriptor, to)}: ${countText(selected[bar]!)} / ${
    countText(whole[bar]!)
  }`;
}

/** What the bars stand for: tracks, or the share of those selected and of all. */
function barsOf({ whole, selected }: BinCounts, shares: boolean) {
  const [all, some] = [Array.from(whole), Array.from(selected)];
  const parts = (counts: readonly number[]) => {
    const sum = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / Math.max(1, sum));
  };
  if (!shares) return { whole: all, selected: some, most: Math.max(1, ...all) };
  const [wholeParts, selectedParts] = [parts(all), parts(some)];
  const most = Math.max(Number.EPSILON, ...wholeParts, ...selectedParts);
  return { whole: wholeParts, selected: selectedParts, most };
}

function Axis({ axis }: { readonly axis: BrushAxis }) {
  const linear = scaleLinear().domain([axis.low, axis.high]);
  const span = axis.high - axis.low;
  const ticks = linear.ticks(5).filter((tick) =>
    tick - axis.low > span * 0.03 && axis.high - tick > span * 0.03
  );
  return (
    <g class="axis" aria-hidden="true">
      <line class="baseline" x1={AREA.left} x2={AREA.right} y1={AREA.bottom} y2={AREA.bottom} />
      {ticks.map((tick) => (
        <text
          key={tick}
          class="tick"
          x={toPx(axis, tick)}
          y={AREA.bottom + 14}
          text-anchor="middle"
        >
          {axis.low >= 1000 ? String(tick) : tickText(tick)}
        </text>
      ))}
    </g>
  );
}
