import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { AxisX } from "./axis.tsx";
import { signPlaces } from "./_signs.ts";
import { stepOf } from "./colours.ts";
import { Frame, type Href, Mark, Nothing } from "./frame.tsx";
import { px, textWidth, tickText } from "./number.ts";
import { clean, plural } from "../domain/mod.ts";

/** One axis of a density: its quantity and the edges of its cells. */
export interface DensityAxis {
  readonly title: string;
  readonly from: number;
  /** Width of a cell. */
  readonly cell: number;
}

/** A cell's stretch on both axes. */
export interface DensityCell {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A track worth pointing at. */
export interface DensityPoint {
  readonly x: number;
  readonly y: number;
  /** One letter or number, written beside the point and before its name in the text. */
  readonly sign: string;
  readonly name: string;
  readonly href?: string;
}

/** What a density shows. */
export interface DensitySpec {
  /** Tracks in each cell: rows from low y, columns from low x. */
  readonly grid: readonly (readonly number[])[];
  readonly x: DensityAxis;
  readonly y: DensityAxis;
  /** Words in the corners: top left, top right, bottom left, bottom right. */
  readonly corners?: readonly [string, string, string, string];
  readonly points?: readonly DensityPoint[];
  readonly href?: Href<DensityCell>;
}

const MARGIN = 44;

/** Tracks over two quantities as shaded cells, with the distribution of each along its side. */
export function Density({ spec, width }: { spec: DensitySpec; width: number }): VNode {
  const { grid } = spec;
  const rows = grid.length;
  const columns = grid[0]?.length ?? 0;
  const total = grid.flat().reduce((sum, count) => sum + count, 0);
  const left = 42;
  const side = width - left - MARGIN;
  const x = scaleLinear()
    .domain([spec.x.from, clean(spec.x.from + columns * spec.x.cell)]).range([left, left + side]);
  const y = scaleLinear()
    .domain([spec.y.from, clean(spec.y.from + rows * spec.y.cell)]).range([MARGIN + side, MARGIN]);
  const size = { width, height: MARGIN + side + 40 };
  const label = `${spec.y.title} over ${spec.x.title}: density of ${plural(total, "track")}`;
  const most = Math.max(0, ...grid.flat());
  const points = spec.points ?? [];
  const signs = signPlaces(points.map((point) => ({ x: x(point.x), y: y(point.y) })));
  return (
    <Frame kind="density" size={size} label={label} linked={spec.href !== undefined}>
      <rect class="plane" x={left} y={MARGIN} width={px(side)} height={px(side)} />
      {total === 0 && (
        <Nothing size={{ width: 2 * left + side, height: 2 * MARGIN + side }} reason="No tracks" />
      )}
      {grid.map((row, i) =>
        row.map((count, j) =>
          count > 0 && (
            <Cell key={`${i} ${j}`} spec={spec} at={[i, j]} scales={{ x, y }} most={most} />
          )
        )
      )}
      <Marginals grid={grid} spec={spec} scales={{ x, y }} />
      <AxisX scale={x} y={MARGIN + side} title={spec.x.title} count={5} />
      <SideAxis scale={y} x={left} title={spec.y.title} />
      <Corners spec={spec} left={left} side={side} />
      {points.map((point, i) => (
        <Mark
          key={point.sign}
          reading={`${point.sign}: ${point.name}`}
          href={point.href}
          class="point"
        >
          <circle class="dot" cx={px(x(point.x))} cy={px(y(point.y))} r="4.5" />
          <text class="sign" x={px(signs[i]!.x)} y={px(signs[i]!.y + 4)} text-anchor="middle">
            {point.sign}
          </text>
        </Mark>
      ))}
    </Frame>
  );
}

interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function Cell(
  { spec, at: [i, j], scales: { x, y }, most }: {
    spec: DensitySpec;
    at: readonly [number, number];
    scales: Scales;
    most: number;
  },
): VNode {
  const count = spec.grid[i]![j]!;
  const across = edges(spec.x, j);
  const up = edges(spec.y, i);
  const between = ([from, to]: readonly [number, number]) => `${tickText(from)} to ${tickText(to)}`;
  return (
    <Mark
      reading={`${spec.y.title} ${between(up)}, ${spec.x.title} ${between(across)}: ${
        plural(count, "track")
      }`}
      href={spec.href?.({ x: across, y: up })}
    >
      <rect
        class={`cell ${stepOf(Math.sqrt(count), Math.sqrt(most))}`}
        x={px(x(across[0]))}
        y={px(y(up[1]))}
        width={px(x(across[1]) - x(across[0]))}
        height={px(y(up[0]) - y(up[1]))}
      />
    </Mark>
  );
}

function edges({ from, cell }: DensityAxis, index: number): readonly [number, number] {
  return [clean(from + index * cell), clean(from + (index + 1) * cell)];
}

function Marginals(
  { grid, spec, scales: { x, y } }: {
    grid: DensitySpec["grid"];
    spec: DensitySpec;
    scales: Scales;
  },
): VNode {
  const columns = (grid[0] ?? []).map((_, j) => grid.reduce((sum, row) => sum + row[j]!, 0));
  const rows = grid.map((row) => row.reduce((sum, count) => sum + count, 0));
  const reach = MARGIN - 10;
  const across = reach / Math.max(1, ...columns);
  const up = reach / Math.max(1, ...rows);
  const right = x(edges(spec.x, columns.length - 1)[1]) + 4;
  return (
    <g class="marginals" aria-hidden="true">
      {columns.map((count, j) => {
        const [from, to] = edges(spec.x, j);
        return (
          <rect
            key={`x${j}`}
            class="bar"
            x={px(x(from) + 0.5)}
            y={px(MARGIN - 4 - count * across)}
            width={px(Math.max(0, x(to) - x(from) - 1))}
            height={px(count * across)}
          />
        );
      })}
      {rows.map((count, i) => {
        const [from, to] = edges(spec.y, i);
        return (
          <rect
            key={`y${i}`}
            class="bar"
            x={px(right)}
            y={px(y(to) + 0.5)}
            width={px(count * up)}
            height={px(Math.max(0, y(from) - y(to) - 1))}
          />
        );
      })}
    </g>
  );
}

function SideAxis(
  { scale, x, title }: {
    scale: { (value: number): number; ticks(count?: number): number[] };
    x: number;
    title: string;
  },
): VNode {
  const ticks = scale.ticks(5);
  const middle = (scale(ticks[0] ?? 0) + scale(ticks.at(-1) ?? 0)) / 2;
  return (
    <g class="axis" aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={px(x - 4)} x2={px(x)} y1={px(scale(tick))} y2={px(scale(tick))} />
          <text class="tick" x={px(x - 7)} y={px(scale(tick) + 4)} text-anchor="end">
            {tickText(tick)}
          </text>
        </g>
      ))}
      <text
        class="axis-title"
        transform={`translate(12 ${px(middle)}) rotate(-90)`}
        text-anchor="middle"
      >
        {title}
      </text>
    </g>
  );
}

function Corners(
  { spec, left, side }: { spec: DensitySpec; left: number; side: number },
): VNode | null {
  if (!spec.corners) return null;
  return (
    <g class="corners" aria-hidden="true">
      {spec.corners.map((text, i) => {
        const right = i % 2 === 1;
        const x = right ? left + side - 6 : left + 6;
        const y = i < 2 ? MARGIN + 15 : MARGIN + side - 7;
        const width = textWidth(text, 11);
        return (
          <g key={text}>
            <rect
              class="corner-ground"
              x={px(right ? x - width - 3 : x - 3)}
              y={px(y - 11)}
              width={px(width + 6)}
              height="15"
            />
            <text class="corner" x={px(x)} y={px(y)} text-anchor={right ? "end" : "start"}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}
