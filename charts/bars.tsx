import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { Frame, HatchedBox, type Href, Mark, Nothing } from "./frame.tsx";
import { fitText, px, textWidth } from "./number.ts";
import { countText, numberText, percentText } from "../domain/mod.ts";

/** One row of a bar list. */
export interface BarRow {
  readonly name: string;
  readonly count: number;
  /** Class of its colour, such as `cat-1`. */
  readonly colour?: string;
  /** Written behind the number. */
  readonly note?: string;
  /** Drawn hatched: what has no value. */
  readonly missing?: boolean;
}

/** What a bar list shows. */
export interface BarsSpec {
  readonly rows: readonly BarRow[];
  /** What is counted, in the plural: `tracks`. */
  readonly title: string;
  /** The whole that shares refer to; the sum of the rows unless given. */
  readonly whole?: number;
  /** Decimals of the numbers; 0 for counts. */
  readonly digits?: number;
  readonly href?: Href<BarRow>;
}

const ROW = 22;
const NAME = 0.46;

/** Height that a bar list of so many rows takes, px. */
export function barsHeight(rows: number): number {
  return Math.max(1, rows) * ROW + 8;
}

/** Horizontal bars in the order given, each with its name and number. */
export function Bars({ spec, width }: { spec: BarsSpec; width: number }): VNode {
  const { rows, digits = 0 } = spec;
  const size = { width, height: barsHeight(rows.length) };
  const whole = spec.whole ?? rows.reduce((sum, row) => sum + row.count, 0);
  const longest = max(rows, (row) => textWidth(row.name)) ?? 0;
  const room = Math.min(width * NAME, longest + 2);
  const left = room + 8;
  const number = ({ count }: BarRow) => digits > 0 ? numberText(count, digits) : countText(count);
  const numbers = (row: BarRow) => row.note ? `${number(row)} ${row.note}` : number(row);
  const right = Math.min(width * NAME, (max(rows, (row) => textWidth(numbers(row))) ?? 0) + 10);
  const x = scaleLinear()
    .domain([0, Math.max(digits > 0 ? 1e-9 : 1, max(rows, (row) => row.count) ?? 0)])
    .range([left, width - right]);
  return (
    <Frame
      kind="bars"
      size={size}
      label={`${spec.title}: bars of ${rows.length} groups`}
      linked={spec.href !== undefined}
    >
      {rows.length === 0 && <Nothing size={size} reason="No tracks" />}
      {rows.map((row, i) => {
        const y = 4 + i * ROW;
        const share = digits > 0 ? "" : ` (${percentText(row.count, whole)})`;
        const isOne = digits === 0 && row.count === 1;
        const counted = isOne ? spec.title.replace(/^(\w+)s\b/, "$1") : spec.title;
        const note = row.note ? `, ${row.note}` : "";
        const box = { x: left, y: y + 2, width: x(row.count) - left, height: ROW - 6 };
        return (
          <Mark
            key={`${i} ${row.name}`}
            reading={`${row.name}: ${number(row)} ${counted}${share}${note}`}
            href={spec.href?.(row)}
          >
            <rect class="reach" x="0" y={px(y - 1)} width={px(width)} height={ROW} />
            <text class="name" x={px(left - 8)} y={px(y + 14)} text-anchor="end">
              {fitText(row.name, room)}
            </text>
            {row.missing ? <HatchedBox {...box} /> : (
              <rect
                class={`bar ${row.colour ?? ""}`.trimEnd()}
                x={px(left)}
                y={px(box.y)}
                width={px(Math.max(row.count > 0 ? 1 : 0, box.width))}
                height={px(box.height)}
              />
            )}
            <text class="value" x={px(x(row.count) + 6)} y={px(y + 14)}>
              {fitText(numbers(row), width - x(row.count) - 6)}
            </text>
          </Mark>
        );
      })}
    </Frame>
  );
}
