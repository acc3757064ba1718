import { ticks as roundTicks } from "d3-array";
import { axisLabel, layoutOf, percentText } from "../../domain/mod.ts";
import type { MapData } from "../../linked/mod.ts";
import type { DrawnMap } from "./drawn_map.ts";
import type { Insets } from "./lens.ts";

/** Round numbers on an axis at most. */
const TICKS = 5;
/** Digits of a number on an axis. */
const DIGITS = 3;

type Extent = NonNullable<MapData["axes"]>[number];

/** What the axes of a map are, where they are something: components, or raw axes with their numbers. */
export function MapAxes(
  { map, data, insets, height }: {
    readonly map: DrawnMap;
    readonly data: MapData;
    readonly insets: Insets;
    /** px */
    readonly height: number;
  },
) {
  const names = axisNames(data);
  if (!names) return null;
  const bottom = height - insets.bottom;
  return (
    <svg class="map-axes" aria-hidden="true">
      {data.axes?.map((extent, side) =>
        ticksOf(extent).map((value) => {
          const at = placeOf(value, extent);
          const { x = NaN, y = NaN } = map.toPixel({ x: at, y: at }) ?? {};
          if (!(side === 0 ? x > 40 : y > insets.top && y < bottom - 20)) return null;
          return (
            <text
              key={`${side} ${value}`}
              x={side === 0 ? x : 4}
              y={side === 0 ? bottom - 18 : y}
              text-anchor={side === 0 ? "middle" : "start"}
            >
              {Number(value.toPrecision(DIGITS))}
            </text>
          );
        })
      )}
      <text class="axis-title" x="4" y={bottom - 4}>{names[0]} →</text>
      <text class="axis-title" x="4" y={insets.top + 14}>↑ {names[1]}</text>
    </svg>
  );
}

/** What the axes of a map are called; undefined for one whose directions mean nothing. */
function axisNames({ projection, variance }: MapData): readonly [string, string] | undefined {
  const layout = layoutOf(projection);
  if (layout.method === "raw") return [axisLabel(layout.axes[0]), axisLabel(layout.axes[1])];
  if (!("components" in layout)) return undefined;
  const [across, up] = layout.components.map((component, side) => {
    const share = variance?.[side];
    return `PC ${component}${share === undefined ? "" : ` (${percentText(share, 1, 0)})`}`;
  });
  return [across!, up!];
}

/** Where a value of a raw axis lies on the map. */
function placeOf(value: number, { from, to, log }: Extent): number {
  const [at, low, high] = log ? [value, from, to].map(Math.log10) : [value, from, to];
  return 2 * (at! - low!) / (high! - low!) - 1;
}

function ticksOf({ from, to, log }: Extent): number[] {
  if (!(to > from)) return [];
  if (!log) return roundTicks(from, to, TICKS);
  const powers = roundTicks(Math.log10(from), Math.log10(to), TICKS).map((power) => 10 ** power);
  return [...new Set(powers.map((value) => Number(value.toPrecision(2))))];
}
