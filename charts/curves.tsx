import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { VNode } from "preact";
import { AxisX, AxisY } from "./axis.tsx";
import { Frame, Mark, Nothing, type Size } from "./frame.tsx";
import { px, textWidth } from "./number.ts";
import { numberText } from "../domain/mod.ts";

/** A line of values; NaN is a gap. */
export interface CurveSeries {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Drawn dashed: what is compared with. */
  readonly dashed?: boolean;
}

/** What curves show. */
export interface CurvesSpec {
  /** At most four. */
  readonly series: readonly CurveSeries[];
  readonly x: string;
  readonly y: string;
  /** What the axes span at least; by the points where left out. */
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  readonly digits: number;
}

const TOP = 44;

/** Lines over one quantity: losses and accuracies by epoch, accuracy by what was learned from. */
export function Curves({ spec, size }: { spec: CurvesSpec; size: Size }): VNode {
  const { series, digits } = spec;
  const points = series.flatMap(({ points }) => points).filter(({ y }) => Number.isFinite(y));
  const span = (values: readonly number[], range: readonly number[] = []) => {
    const all = [...values, ...range];
    return all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all)];
  };
  const x = scaleLinear().domain(span(points.map(({ x }) => x), spec.xRange))
    .range([40, size.width - 12]);
  const y = scaleLinear().domain(span(points.map(({ y }) => y), spec.yRange)).nice(4)
    .range([size.height - 40, TOP]);
  const path = line<{ readonly x: number; readonly y: number }>()
    .defined(({ y }) => Number.isFinite(y)).x((p) => x(p.x)).y((p) => y(p.y)).digits(1);
  let at = 40;
  return (
    <Frame
      kind="curves"
      size={size}
      label={`${spec.y} by ${spec.x}: ${
        series.map(({ name, points }) => {
          const last = points.at(-1);
          return last ? `${name} ends at ${numberText(last.y, digits)}` : name;
        }).join(", ")
      }`}
    >
      {points.length === 0 && <Nothing size={size} reason="Nothing yet" />}
      <AxisY scale={y} x={36} right={size.width - 12} title={spec.y} count={4} />
      {series.map(({ name, points, dashed }, i) => {
        const left = at;
        at += textWidth(name) + 34;
        return (
          <g key={name} class={`curve curve-${i + 1}${dashed ? " dashed" : ""}`}>
            <path d={path(points) ?? ""} />
            {points.filter(({ y }) => Number.isFinite(y)).map((point) => (
              <Mark
                key={point.x}
                reading={`${name}, ${spec.x} ${point.x}: ${numberText(point.y, digits)}`}
              >
                <circle class="point" cx={px(x(point.x))} cy={px(y(point.y))} r="3" />
              </Mark>
            ))}
            <line class="key" x1={px(left)} x2={px(left + 16)} y1="10" y2="10" />
            <text class="name" x={px(left + 20)} y="14">{name}</text>
          </g>
        );
      })}
      <AxisX scale={x} y={size.height - 40} title={spec.x} count={5} />
    </Frame>
  );
}
