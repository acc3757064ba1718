import type { VNode } from "preact";
import { px, tickText } from "./number.ts";

/** What an axis needs of a d3 scale. */
export interface AxisScale {
  (value: number): number;
  domain(): number[];
  ticks(count?: number): number[];
}

/** A horizontal axis: baseline, few round ticks, and the quantity with its unit. */
export function AxisX(
  props: {
    readonly scale: AxisScale;
    readonly y: number;
    readonly title: string;
    readonly count?: number;
    readonly ticks?: readonly number[];
    readonly text?: (value: number) => string;
  },
): VNode {
  const { scale, y, text = tickText } = props;
  const [from, to] = scale.domain() as [number, number];
  const ticks = props.ticks ?? scale.ticks(props.count ?? 6);
  return (
    <g class="axis" aria-hidden="true">
      <line class="baseline" x1={px(scale(from))} x2={px(scale(to))} y1={px(y)} y2={px(y)} />
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={px(scale(tick))} x2={px(scale(tick))} y1={px(y)} y2={px(y + 4)} />
          <text class="tick" x={px(scale(tick))} y={px(y + 16)} text-anchor="middle">
            {text(tick)}
          </text>
        </g>
      ))}
      <text
        class="axis-title"
        x={px((scale(from) + scale(to)) / 2)}
        y={px(y + 33)}
        text-anchor="middle"
      >
        {props.title}
      </text>
    </g>
  );
}

/** Ticks of counts that fit beside a plot: from 10,000 on in thousands or millions. */
function countTicks(ticks: readonly number[]): (value: number) => string {
  const most = Math.max(0, ...ticks);
  if (most < 10_000) return tickText;
  const [unit, sign] = most < 1_000_000 ? [1000, "k"] as const : [1_000_000, "M"] as const;
  return (value) => `${tickText(value / unit)}${sign}`;
}

/** A vertical axis as hairlines across the plot, its title above the topmost one. */
export function AxisY(
  props: {
    readonly scale: AxisScale;
    readonly x: number;
    readonly right: number;
    readonly title: string;
    readonly count?: number;
    readonly text?: (value: number) => string;
  },
): VNode {
  const { scale, x, right } = props;
  const ticks = scale.ticks(props.count ?? 3).filter((tick) => tick > 0);
  const text = props.text ?? countTicks(ticks);
  const top = Math.min(...scale.domain().map((value) => scale(value)));
  return (
    <g class="axis" aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={px(x)} x2={px(right)} y1={px(scale(tick))} y2={px(scale(tick))} />
          <text class="tick" x={px(x - 5)} y={px(scale(tick) + 4)} text-anchor="end">
            {text(tick)}
          </text>
        </g>
      ))}
      <text class="axis-title" x="0" y={px(top - 10)}>{props.title}</text>
    </g>
  );
}
