import { useSignal } from "@preact/signals";
import { scaleLinear } from "d3-scale";
import { tickText } from "../../charts/mod.ts";
import { binEdges, countText, formatValue, type NumberDescriptor } from "../../domain/mod.ts";
import {
  barsPath,
  Brushable,
  type BrushAxis,
  brushed,
  columns,
  isOpen,
  rangeOf,
  rows,
  shortLabel,
  toPx,
  view,
} from "../../linked/mod.ts";
import { inspect } from "./inspecting.ts";
import { RangeFields } from "./RangeFields.tsx";

const WIDTH = 268;
const HEIGHT = 76;
const AREA = { left: 8, right: 260, top: 4, bottom: 56 } as const;

function axisOf(descriptor: NumberDescriptor): BrushAxis {
  const edges = binEdges(descriptor);
  const [low, high] = [edges[0]!, edges.at(-1)!];
  return { id: descriptor.id, low, high, step: descriptor.bin, start: AREA.left, end: AREA.right };
}

/**
 * The distribution of a descriptor: the whole in grey, what is selected in the accent, and a brush.
 * The selected part ignores the histogram's own brush.
 */
export function BrushHistogram({ descriptor }: { readonly descriptor: NumberDescriptor }) {
  const { id } = descriptor;
  const axis = axisOf(descriptor);
  const bar = useSignal<number | undefined>(undefined);
  const current = brushed.value?.selection.counts(id);
  if (!current) return null;
  const bars = barsOf(current, view.value.shares);
  return (
    <figure
      class={isOpen(rangeOf(id)) ? "brushable" : "brushable active"}
      onPointerMove={(event) => bar.value = barAt(event, current.whole.length)}
      onPointerLeave={() => bar.value = undefined}
    >
      <figcaption>
        <span class="name" id={`hist-${id}`}>
          {shortLabel(descriptor)}
          {descriptor.unit && <span class="unit">{descriptor.unit}</span>}
        </span>
        {bar.value === undefined ? <Median descriptor={descriptor} /> : (
          <span class="muted num">
            {barText(descriptor, { bar: bar.value, counts: current })}
          </span>
        )}
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
      <RangeFields
        descriptor={descriptor}
        missing={current.missing.whole}
      />
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
    readonly counts: {
      readonly selected: ArrayLike<number>;
      readonly whole: ArrayLike<number>;
    };
  },
): string {
  const edges = binEdges(descriptor);
  const [from, to] = [edges[bar]!, edges[bar + 1]!];
  const low = formatValue({ ...descriptor, unit: "" }, from);
  return `${low} to ${formatValue(descriptor, to)}: ${countText(selected[bar]!)} / ${
    countText(whole[bar]!)
  }`;
}

/** What the bars stand for: tracks, or the share of those selected and of all, so that few can be seen. */
function barsOf(
  { whole, selected }: { readonly whole: ArrayLike<number>; readonly selected: ArrayLike<number> },
  shares: boolean,
) {
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

/** The median of what is selected, which no bin can tell. */
function Median({ descriptor }: { readonly descriptor: NumberDescriptor }) {
  const median = brushed.value?.selection.median(descriptor.id) ?? NaN;
  if (Number.isNaN(median)) return <span class="muted">none</span>;
  return (
    <button
      type="button"
      class="median num"
      title={`Open the track in the middle of what is selected: ${formatValue(descriptor, median)}`}
      onClick={() => openMiddle(descriptor.id, median)}
    >
      median {formatValue({ ...descriptor, unit: "" }, median)}
    </button>
  );
}

/** Opens the track whose value is nearest to the median, as an exemplar of what is brushed. */
function openMiddle(id: string, median: number): void {
  const all = columns.peek();
  const values = all?.numbers[id];
  if (!all || !values) return;
  let nearest: number | undefined;
  let least = Infinity;
  for (const row of rows.peek()) {
    const distance = Math.abs(values[row]! - median);
    if (distance >= least || Number.isNaN(distance)) continue;
    nearest = row;
    least = distance;
  }
  if (nearest !== undefined) inspect(all.ids[nearest]!);
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
