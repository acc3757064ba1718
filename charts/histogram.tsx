import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { AxisX, AxisY } from "./axis.tsx";
import { type Bins, edgesOf, presentIn } from "./bins.ts";
import { Frame, HatchedBox, type Href, Mark, Nothing, type Size } from "./frame.tsx";
import { fitText, px, textWidth, tickText } from "./number.ts";
import { countText, percentText, plural } from "../domain/mod.ts";

/** A stretch of values, open at an end that is left out; or the tracks without any value. */
export type HistogramMark = { readonly from?: number; readonly to?: number } | "missing";

/** A value to compare with, drawn as a line with its name. */
export interface Target {
  readonly at: number;
  readonly label: string;
}

/** What a histogram shows. */
export interface HistogramSpec {
  readonly bins: Bins;
  /** The selected tracks in the same bins, drawn over the whole. */
  readonly selected?: Bins;
  /** The quantity, with its unit. */
  readonly title: string;
  readonly unit?: string;
  readonly targets?: readonly Target[];
  /** A value to point at below the plot, such as the median. */
  readonly marker?: Target;
  readonly href?: Href<HistogramMark>;
}

interface Bar {
  readonly x: number;
  readonly width: number;
  readonly count: number;
  readonly chosen: number;
  readonly name: string;
  readonly kind: "bin" | "outside" | "missing";
  /** What stands below a bar that has no place on the axis. */
  readonly sign: string;
  readonly mark: HistogramMark;
}

const SIDE = 18;
const LEFT = 34;

/** How many tracks lie in each bin; with a bar of its own for what lies outside and for no value. */
export function Histogram({ spec, size }: { spec: HistogramSpec; size: Size }): VNode {
  const { bins, targets = [] } = spec;
  const total = presentIn(bins) + bins.missing;
  const label = `${spec.title}: histogram of ${plural(presentIn(bins), "track")}`;
  if (total === 0) {
    return (
      <Frame kind="histogram" size={size} label={label}>
        <Nothing size={size} reason="No tracks" />
      </Frame>
    );
  }
  const plot = plotOf(spec, size);
  const bars = barsOf(spec, plot.x);
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const y = scaleLinear().domain([0, most]).nice(3).range([plot.bottom, plot.top]);
  return (
    <Frame kind="histogram" size={size} label={label} linked={spec.href !== undefined}>
      <AxisY scale={y} x={LEFT} right={size.width} title="tracks" count={most < 3 ? most : 3} />
      {bars.filter((bar) => bar.count > 0).map((bar) => (
        <BarShape key={bar.name} bar={bar} y={y} total={total} href={spec.href?.(bar.mark)} />
      ))}
      <AxisX scale={plot.x} y={plot.bottom} title={spec.title} />
      <Targets targets={targets} x={plot.x} top={plot.top} bottom={plot.bottom} />
      {spec.marker && Number.isFinite(spec.marker.at) &&
        <Marker target={spec.marker} x={plot.x} y={plot.top - 8} bottom={plot.bottom} />}
    </Frame>
  );
}

function plotOf({ bins, targets = [], marker }: HistogramSpec, size: Size) {
  const left = LEFT + 4 + (bins.below > 0 ? SIDE + 6 : 0);
  const right = size.width - 10 - (bins.above > 0 ? SIDE + 6 : 0) -
    (bins.missing > 0 ? SIDE + 14 : 0);
  const [from] = edgesOf(bins, 0);
  const [, to] = edgesOf(bins, bins.counts.length - 1);
  return {
    x: scaleLinear().domain([from, to]).range([left, right]),
    top: targets.length > 0 || marker ? 34 : 24,
    bottom: size.height - 40,
  };
}

function barsOf({ bins, selected, unit = "" }: HistogramSpec, x: (value: number) => number): Bar[] {
  const suffix = unit && ` ${unit}`;
  const [from] = edgesOf(bins, 0);
  const [, to] = edgesOf(bins, bins.counts.length - 1);
  const bars: Bar[] = bins.counts.map((count, i) => {
    const [low, high] = edgesOf(bins, i);
    return {
      x: x(low) + 0.5,
      width: Math.max(0.5, x(high) - x(low) - 1),
      count,
      chosen: selected?.counts[i] ?? 0,
      name: `${tickText(low)} to ${tickText(high)}${suffix}`,
      kind: "bin",
      sign: "",
      mark: { from: low, to: high },
    };
  });
  const side = { width: SIDE, kind: "outside" } as const;
  bars.push(
    {
      ...side,
      x: x(from) - SIDE - 6,
      count: bins.below,
      chosen: selected?.below ?? 0,
      name: `under ${tickText(from)}${suffix}`,
      sign: "<",
      mark: { to: from },
    },
    {
      ...side,
      x: x(to) + 6,
      count: bins.above,
      chosen: selected?.above ?? 0,
      name: `over ${tickText(to)}${suffix}`,
      sign: ">",
      mark: { from: to },
    },
    {
      x: x(to) + (bins.above > 0 ? SIDE + 6 : 0) + 14,
      width: SIDE,
      count: bins.missing,
      chosen: selected?.missing ?? 0,
      name: "no value",
      kind: "missing",
      sign: "none",
      mark: "missing",
    },
  );
  return bars;
}

function BarShape(
  { bar, y, total, href }: {
    bar: Bar;
    y: (value: number) => number;
    total: number;
    href: string | undefined;
  },
): VNode {
  const top = y(bar.count);
  const share = percentText(bar.count, total);
  const chosen = bar.chosen > 0 ? `, ${countText(bar.chosen)} of them selected` : "";
  const box = (count: number) => ({
    x: px(bar.x),
    y: px(y(count)),
    width: px(bar.width),
    height: px(y(0) - y(count)),
  });
  const reach = Math.max(20, y(0) - top);
  return (
    <Mark reading={`${bar.name}: ${plural(bar.count, "track")} (${share})${chosen}`} href={href}>
      <rect
        class="reach"
        x={px(bar.x)}
        y={px(y(0) - reach)}
        width={px(bar.width)}
        height={px(reach)}
      />
      {bar.kind === "missing"
        ? <HatchedBox {...box(bar.count)} />
        : <rect class={bar.kind === "bin" ? "bar" : "bar outside"} {...box(bar.count)} />}
      {bar.chosen > 0 && <rect class="bar selected" {...box(bar.chosen)} />}
      {bar.kind !== "bin" && (
        <text class="tick" x={px(bar.x + bar.width / 2)} y={px(y(0) + 16)} text-anchor="middle">
          {bar.sign}
        </text>
      )}
    </Mark>
  );
}

function Targets(
  { targets, x, top, bottom }: {
    targets: readonly Target[];
    x: (value: number) => number;
    top: number;
    bottom: number;
  },
): VNode {
  let end = -Infinity;
  return (
    <g class="targets">
      {targets.map((target) => {
        const at = x(target.at);
        const text = fitText(target.label, 120);
        const half = textWidth(text) / 2;
        const raised = at - half < end + 6;
        if (!raised) end = at + half;
        return (
          <g key={target.at}>
            <line
              class="target"
              x1={px(at)}
              x2={px(at)}
              y1={px(raised ? top - 16 : top - 4)}
              y2={px(bottom)}
            />
            <text class="label" x={px(at)} y={px(raised ? top - 20 : top - 8)} text-anchor="middle">
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Marker(
  { target, x, y, bottom }: {
    target: Target;
    x: { (value: number): number; range(): number[] };
    y: number;
    bottom: number;
  },
): VNode {
  const [left, right] = x.range() as [number, number];
  const at = Math.min(right, Math.max(left, x(target.at)));
  const half = textWidth(target.label) / 2;
  return (
    <g class="marker">
      <line x1={px(at)} x2={px(at)} y1={px(y + 4)} y2={px(bottom)} />
      <text
        class="label"
        x={px(Math.min(right - half, Math.max(left + half + 36, at)))}
        y={px(y)}
        text-anchor="middle"
      >
        {target.label}
      </text>
    </g>
  );
}
