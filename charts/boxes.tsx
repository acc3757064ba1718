import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { AxisX } from "./axis.tsx";
import { Frame, type Href, Mark, Nothing } from "./frame.tsx";
import { countText, fitText, numberText, px, textWidth } from "./number.ts";

/** One group's spread: 5th percentile, quartiles, 95th percentile. */
export interface BoxRow {
  readonly name: string;
  readonly n: number;
  readonly p05: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p95: number;
  readonly colour?: string;
}

/** What boxes show: groups on one scale. */
export interface BoxesSpec {
  readonly rows: readonly BoxRow[];
  readonly title: string;
  readonly range: readonly [number, number];
  readonly digits: number;
  readonly href?: Href<BoxRow>;
}

const ROW = 26;

/** Height that boxes of so many rows take, px. */
export function boxesHeight(rows: number): number {
  return Math.max(1, rows) * ROW + 48;
}

/** Spreads of several groups under each other: line 5 to 95 %, box the middle half, stroke the median. */
export function Boxes({ spec, width }: { spec: BoxesSpec; width: number }): VNode {
  const { rows, digits } = spec;
  const size = { width, height: boxesHeight(rows.length) };
  const left = Math.min(width * 0.38, Math.max(0, ...rows.map(({ name }) => textWidth(name))) + 10);
  const x = scaleLinear().domain([...spec.range]).range([left, width - 44]).clamp(true);
  return (
    <Frame
      kind="boxes"
      size={size}
      label={`${spec.title}: spread in ${rows.length} groups`}
      linked={spec.href !== undefined}
    >
      {rows.length === 0 && <Nothing size={size} reason="No tracks" />}
      {rows.map((row, i) => {
        const middle = 4 + i * ROW + ROW / 2;
        return (
          <Mark
            key={row.name}
            reading={`${row.name}: median ${numberText(row.median, digits)}, middle half ${
              numberText(row.p25, digits)
            } to ${numberText(row.p75, digits)}, n = ${countText(row.n)}`}
            href={spec.href?.(row)}
          >
            <rect class="reach" x="0" y={px(middle - ROW / 2)} width={px(width)} height={ROW} />
            <text class="name" x={px(left - 8)} y={px(middle + 4)} text-anchor="end">
              {fitText(row.name, left - 8)}
            </text>
            <line class="whisker" x1={px(x(row.p05))} x2={px(x(row.p95))} y1={middle} y2={middle} />
            <rect
              class={`bar ${row.colour ?? ""}`.trimEnd()}
              x={px(x(row.p25))}
              y={middle - 7}
              width={px(Math.max(1, x(row.p75) - x(row.p25)))}
              height="14"
            />
            <line
              class="median"
              x1={px(x(row.median))}
              x2={px(x(row.median))}
              y1={middle - 9}
              y2={middle + 9}
            />
            <text class="value" x={px(width)} y={px(middle + 4)} text-anchor="end">
              {numberText(row.median, digits)}
            </text>
          </Mark>
        );
      })}
      {rows.length > 0 && (
        <AxisX
          scale={x}
          y={4 + rows.length * ROW}
          title={spec.title}
          count={5}
        />
      )}
    </Frame>
  );
}
