import { scaleBand } from "d3-scale";
import type { VNode } from "preact";
import { stepOf, textOn } from "./colours.ts";
import { Frame, type Href, Mark } from "./frame.tsx";
import { fitText, px, textWidth } from "./number.ts";
import { percentText, plural } from "../domain/mod.ts";

/** What a matrix shows. */
export interface MatrixSpec {
  /** Names; a line end breaks one in two. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Tracks in each cell, row by row. */
  readonly counts: readonly (readonly number[])[];
  readonly title: string;
  /** Shares refer to their row, or to all cells. */
  readonly of: "row" | "all";
  /** Small cells without numbers, for many classes. */
  readonly small?: boolean;
  /** The names of columns stand upright, where they are longer than a cell is wide. */
  readonly upright?: boolean;
  readonly href?: Href<{ readonly row: string; readonly column: string; readonly count: number }>;
}

const HEAD = 24;
const CELL = 40;
const UPRIGHT = 84;
const SMALL = 16;

/** Height that a matrix of so many rows takes, px. */
export function matrixHeight(rows: number): number {
  return HEAD + rows * CELL + 2;
}

/** Shares as shaded cells with their numbers: agreements, confusions. */
export function Matrix({ spec, width }: { spec: MatrixSpec; width: number }): VNode {
  const { rows, columns, counts, small = false, upright = small } = spec;
  const [head, cell] = [upright ? UPRIGHT : HEAD, small ? SMALL : CELL];
  const size = { width, height: head + rows.length * cell + 2 };
  const left = Math.min(
    width * 0.4,
    Math.max(0, ...rows.map((row) => textWidth(longestPart(row)))) + 10,
  );
  const x = scaleBand<string>().domain(columns).range([left, width]);
  const sums = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = sums.reduce((sum, count) => sum + count, 0);
  return (
    <Frame
      kind="matrix"
      size={size}
      label={`${spec.title}: table of ${rows.length} by ${columns.length} shares`}
      linked={spec.href !== undefined}
    >
      {columns.map((column) => {
        const at = px(x(column)! + x.bandwidth() / 2);
        return upright
          ? (
            <text
              key={column}
              class="tick small"
              transform={`translate(${px(at + 4)} ${head - 6}) rotate(-90)`}
            >
              {fitText(column, head - 8, 11)}
            </text>
          )
          : (
            <text key={column} class="tick small" x={at} y={head - 8} text-anchor="middle">
              {fitText(column, x.bandwidth() + 2, 10.5)}
            </text>
          );
      })}
      {rows.map((row, i) => (
        <g key={row}>
          {row.split("\n").map((part, line, { length }) => (
            <text
              key={part}
              class="name"
              x={px(left - 8)}
              y={head + i * cell + cell / 2 + 4 + (line - (length - 1) / 2) * 15}
              text-anchor="end"
            >
              {fitText(part, left - 8)}
            </text>
          ))}
          {columns.map((column, j) => {
            const count = counts[i]?.[j] ?? 0;
            const whole = spec.of === "row" ? sums[i]! : all;
            const step = stepOf(whole > 0 ? count / whole : 0, 1);
            return (
              <Mark
                key={column}
                reading={`${row.replace("\n", " ")}, ${column}: ${plural(count, "track")} (${
                  percentText(count, whole)
                })`}
                href={spec.href?.({ row, column, count })}
              >
                <rect
                  class={`cell ${step}`}
                  x={px(x(column)!)}
                  y={head + i * cell}
                  width={px(x.bandwidth())}
                  height={cell}
                />
                {!small && (
                  <text
                    class={textOn(step)}
                    x={px(x(column)! + x.bandwidth() / 2)}
                    y={head + i * cell + 24}
                    text-anchor="middle"
                  >
                    {percentText(count, whole, x.bandwidth() < 44 ? 0 : 1)}
                  </text>
                )}
              </Mark>
            );
          })}
        </g>
      ))}
    </Frame>
  );
}

function longestPart(row: string): string {
  return row.split("\n").reduce(
    (longest, part) => part.length > longest.length ? part : longest,
    "",
  );
}
