import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { AxisX } from "./axis.tsx";
import { Frame, Mark, Nothing } from "./frame.tsx";
import { fitText, px, textWidth } from "./number.ts";
import { numberText } from "../domain/mod.ts";

/** A value between 0 and the end of the scale, beside that of something well known. */
export interface LevelRow {
  readonly name: string;
  readonly value: number;
  readonly yardstick?: number;
}

/** What levels show. */
export interface LevelsSpec {
  readonly rows: readonly LevelRow[];
  readonly title: string;
  /** End of the scale. */
  readonly most: number;
  readonly digits: number;
  /** Name of what the ticks stand for. */
  readonly yardstick?: string;
}

const ROW = 26;

/** Height that so many levels take, px. */
export function levelsHeight(rows: number): number {
  return Math.max(1, rows) * ROW + 64;
}

/** Bars on one scale, each with a tick where the yardstick lies. */
export function Levels({ spec, width }: { spec: LevelsSpec; width: number }): VNode {
  const { rows, digits } = spec;
  const size = { width, height: levelsHeight(rows.length) };
  const left = Math.max(0, ...rows.map(({ name }) => textWidth(name))) + 10;
  const x = scaleLinear().domain([0, spec.most]).range([left, width - 40]).clamp(true);
  const first = rows.find(({ yardstick }) => yardstick !== undefined);
  return (
    <Frame kind="levels" size={size} label={`${spec.title} of ${rows.length} kinds`}>
      {rows.length === 0 && <Nothing size={size} reason="No tracks" />}
      {first && (
        <text class="tick" x={px(x(first.yardstick!))} y="12" text-anchor="middle">
          {spec.yardstick}
        </text>
      )}
      {rows.map((row, i) => {
        const top = 18 + i * ROW;
        const beside = row.yardstick === undefined
          ? ""
          : `; ${spec.yardstick} ${numberText(row.yardstick, digits)}`;
        return (
          <Mark key={row.name} reading={`${row.name}: ${numberText(row.value, digits)}${beside}`}>
            <text class="name" x={px(left - 8)} y={top + 16} text-anchor="end">
              {fitText(row.name, left - 8)}
            </text>
            <rect
              class="bar"
              x={px(left)}
              y={top + 4}
              width={px(x(row.value) - left)}
              height="16"
            />
            {row.yardstick !== undefined && (
              <line
                class="yardstick"
                x1={px(x(row.yardstick))}
                x2={px(x(row.yardstick))}
                y1={top}
                y2={top + 24}
              />
            )}
            <text class="value" x={px(width)} y={top + 16} text-anchor="end">
              {numberText(row.value, digits)}
            </text>
          </Mark>
        );
      })}
      {rows.length > 0 && (
        <AxisX scale={x} y={20 + rows.length * ROW} title={spec.title} count={5} />
      )}
    </Frame>
  );
}
