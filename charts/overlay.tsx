import { scaleLinear } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import type { VNode } from "preact";
import { AxisX, AxisY } from "./axis.tsx";
import { type Bins, edgesOf, presentIn } from "./bins.ts";
import { Frame, Nothing, type Size } from "./frame.tsx";
import { fitText, px } from "./number.ts";
import { countText } from "../domain/mod.ts";

/** One of the distributions laid over each other. */
export interface OverlaySeries {
  readonly name: string;
  /** In the same bins as the others. */
  readonly bins: Bins;
}

/** What an overlay shows. */
export interface OverlaySpec {
  /** At most two: the first is filled, the second an outline. */
  readonly series: readonly OverlaySeries[];
  readonly title: string;
}

/** Distributions of several collections as shares, so that sizes do not matter. */
export function Overlay({ spec, size }: { spec: OverlaySpec; size: Size }): VNode {
  const series = spec.series.filter(({ bins }) => presentIn(bins) > 0);
  const label = `${spec.title}: distributions of ${
    spec.series.map(({ name }) => name).join(" and ")
  }`;
  const first = spec.series[0]?.bins;
  if (!first || series.length === 0) {
    return (
      <Frame kind="overlay" size={size} label={label}>
        <Nothing size={size} reason="No tracks" />
      </Frame>
    );
  }
  const [from] = edgesOf(first, 0);
  const [, to] = edgesOf(first, first.counts.length - 1);
  const shares = series.map(({ bins }) =>
    bins.counts.map((count) => 100 * count / presentIn(bins))
  );
  const x = scaleLinear().domain([from, to]).range([38, size.width - 10]);
  const y = scaleLinear().domain([0, Math.max(...shares.flat())]).nice(3)
    .range([size.height - 40, 42]);
  const path = line<number>().x((_, i) => x(from + i * first.width)).y((value) => y(value))
    .curve(curveStepAfter).digits(1);
  return (
    <Frame kind="overlay" size={size} label={label}>
      <AxisY scale={y} x={34} right={size.width} title="% of tracks" />
      {series.map(({ name, bins }, i) => {
        const values = shares[i]!;
        const outline = path([...values, values.at(-1)!]) ?? "";
        const second = spec.series[1]?.name === name;
        const ground = `L${px(x(to))} ${px(y(0))}L${px(x(from))} ${px(y(0))}Z`;
        return (
          <g key={name} class={second ? "series second" : "series first"}>
            <path class="area" d={second ? outline : outline + ground} />
            <rect class="legend-box" x={px(38 + i * size.width / 2)} y="4" width="12" height="12" />
            <text class="name" x={px(56 + i * size.width / 2)} y="14">
              {fitText(`${name}, n = ${countText(presentIn(bins))}`, size.width / 2 - 30)}
            </text>
          </g>
        );
      })}
      <AxisX scale={x} y={size.height - 40} title={spec.title} />
    </Frame>
  );
}
