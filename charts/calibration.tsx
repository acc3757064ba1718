import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { AxisX, AxisY } from "./axis.tsx";
import { Frame, Mark, Nothing, type Size } from "./frame.tsx";
import { px } from "./number.ts";
import { numberText, plural } from "../domain/mod.ts";

/** Tracks with similar estimates. */
export interface CalibrationMark {
  readonly count: number;
  /** Means of both over the tracks. */
  readonly estimate: number;
  readonly truth: number;
}

/** What a calibration shows. */
export interface CalibrationSpec {
  readonly bins: readonly CalibrationMark[];
  /** What both axes span; what lies outside widens it. */
  readonly range: readonly [number, number];
  readonly estimate: string;
  readonly truth: string;
  readonly digits: number;
}

/** Estimates against what is true, bin by bin; on the diagonal the two are the same. */
export function Calibration({ spec, size }: { spec: CalibrationSpec; size: Size }): VNode {
  const { bins, digits } = spec;
  const values = bins.flatMap(({ estimate, truth }) => [estimate, truth]);
  const from = Math.min(spec.range[0], ...values);
  const to = Math.max(spec.range[1], ...values);
  const x = scaleLinear().domain([from, to]).nice().range([38, size.width - 10]);
  const y = scaleLinear().domain([from, to]).nice().range([size.height - 40, 26]);
  const [low, high] = x.domain() as [number, number];
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <Frame
      kind="calibration"
      size={size}
      label={`${spec.truth} against ${spec.estimate}: ${bins.length} bins`}
    >
      {bins.length === 0 && <Nothing size={size} reason="Too few tracks" />}
      <AxisY scale={y} x={34} right={size.width - 10} title={spec.truth} count={4} />
      <line class="diagonal" x1={px(x(low))} y1={px(y(low))} x2={px(x(high))} y2={px(y(high))} />
      {bins.map(({ count, estimate, truth }, i) => (
        <Mark
          key={i}
          reading={`${spec.estimate} ${numberText(estimate, digits)}: ${
            numberText(truth, digits)
          }, ${plural(count, "track")}`}
        >
          <circle
            class="dot"
            cx={px(x(estimate))}
            cy={px(y(truth))}
            r={px(3 + 5 * Math.sqrt(count / most))}
          />
        </Mark>
      ))}
      <AxisX scale={x} y={size.height - 40} title={spec.estimate} count={4} />
    </Frame>
  );
}
