import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { percentText } from "../domain/mod.ts";
import { AxisY } from "./axis.tsx";
import { Frame, Mark, Nothing, type Size } from "./frame.tsx";
import { px } from "./number.ts";

/** What steps show. */
export interface StepsSpec {
  /** What each step is called. */
  readonly steps: readonly string[];
  /** Shares in [0, 1], one a step; `colour` is the class that gives the colour. */
  readonly series: readonly {
    readonly name: string;
    readonly colour: string;
    readonly shares: readonly number[];
  }[];
  /** What the steps are of, with its unit. */
  readonly x: string;
  readonly y: string;
}

const [LEFT, RIGHT, TOP, BOTTOM] = [44, 16, 24, 40];

/** Shares over a few named steps, each series a line. */
export function Steps({ spec, size }: { spec: StepsSpec; size: Size }): VNode {
  const { steps, series } = spec;
  const last = Math.max(1, steps.length - 1);
  const x = scaleLinear().domain([0, last]).range([LEFT + 8, size.width - RIGHT]);
  const y = scaleLinear().domain([0, 1]).range([size.height - BOTTOM, TOP]);
  const place = (share: number, step: number) => `${px(x(step))} ${px(y(share))}`;
  return (
    <Frame
      kind="steps"
      size={size}
      label={`${spec.y} by ${spec.x}: ${
        series.map(({ name, shares }) =>
          `${name} ${shares.map((share) => percentText(share, 1)).join(", ")}`
        ).join("; ")
      }`}
    >
      {steps.length === 0 && <Nothing size={size} reason="Nothing measured" />}
      <AxisY
        scale={y}
        x={LEFT - 4}
        right={size.width - RIGHT}
        title={spec.y}
        count={2}
        text={(share) => percentText(share, 1)}
      />
      <line
        class="baseline"
        x1={LEFT}
        x2={px(size.width - RIGHT)}
        y1={px(y(0))}
        y2={px(y(0))}
      />
      {series.map(({ name, colour, shares }) => (
        <g key={name} class={`series ${colour}`}>
          <path d={shares.map((share, i) => `${i === 0 ? "M" : "L"}${place(share, i)}`).join("")} />
          {shares.map((share, step) => (
            <Mark key={step} reading={`${name}, ${steps[step]}: ${percentText(share, 1)}`}>
              <circle cx={px(x(step))} cy={px(y(share))} r="3" />
            </Mark>
          ))}
        </g>
      ))}
      {steps.map((step, i) => (
        <text
          key={step}
          class="tick"
          x={px(x(i))}
          y={px(size.height - BOTTOM + 15)}
          text-anchor="middle"
        >
          {step}
        </text>
      ))}
      <text
        class="axis-title"
        x={px((LEFT + size.width) / 2)}
        y={px(size.height - 8)}
        text-anchor="middle"
      >
        {spec.x}
      </text>
    </Frame>
  );
}
