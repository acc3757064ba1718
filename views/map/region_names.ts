import type { Size } from "./lens.ts";
import type { Bounds } from "./map_index.ts";

/** The name of a region of a map, at a place in map units. */
export interface RegionName {
  readonly x: number;
  readonly y: number;
  /** Index into the names of the classes. */
  readonly code: number;
  /** How many times as common the class is here as on the whole map. */
  readonly lift: number;
  /** Rows of the class here. */
  readonly count: number;
  /** What it counts for beside others: larger is better. */
  readonly weight: number;
}

/** What is named. */
export interface Named {
  /** x, y, x, y, …; NaN where a row has no place. Shape `(2n,)`. */
  readonly xy: Float32Array;
  /** Class of each row, below `classes`; negative where there is none. Shape `(n,)`. */
  readonly codes: ArrayLike<number>;
  readonly classes: number;
}

/** Fewer rows of a class than this set nothing apart. */
const LEAST_COUNT = 5;
/** Nor does a class that is a smaller part of its cell, or less set apart. */
const LEAST_SHARE = 0.12;
const LEAST_LIFT = 1.4;

/**
 * What sets the regions of a map apart: in each cell of a grid the class with the largest
 * `count · ln(lift)`, its part of the log-likelihood ratio (Dunning 1993), where lift is its share in
 * the cell by its share on the map. Neighbouring cells of the same class are one region. Heaviest first.
 *
 * @param view What part of the map is in view, and the side of a cell in map units; cells lie on whole
 * multiples of it, so that names stay where they are while one pans
 */
export function nameRegions(
  { xy, codes, classes }: Named,
  { bounds, cell }: { readonly bounds: Bounds; readonly cell: number },
): RegionName[] {
  const [left, low] = [Math.floor(bounds.minX / cell), Math.floor(bounds.minY / cell)];
  const columns = Math.floor(bounds.maxX / cell) - left + 1;
  const lines = Math.floor(bounds.maxY / cell) - low + 1;
  if (!(columns > 0 && lines > 0 && columns * lines <= 4096) || classes === 0) return [];
  const whole = new Uint32Array(classes);
  const cells = new Map<number, Uint32Array>();
  const sizes = new Uint32Array(columns * lines);
  let all = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const [x, y] = [xy[2 * row]!, xy[2 * row + 1]!];
    if (code < 0 || code >= classes || Number.isNaN(x + y)) continue;
    whole[code]!++;
    all++;
    const [across, up] = [Math.floor(x / cell) - left, Math.floor(y / cell) - low];
    if (across < 0 || across >= columns || up < 0 || up >= lines) continue;
    const at = up * columns + across;
    const counts = cells.get(at) ?? new Uint32Array(classes);
    cells.set(at, counts);
    counts[code]!++;
    sizes[at]!++;
  }
  const winners = new Map<number, RegionName>();
  for (const [at, counts] of cells) {
    const name = strongest(counts, { whole, all, size: sizes[at]! });
    if (name) winners.set(at, { ...name, x: 0, y: 0 });
  }
  return joined(winners, columns).map(({ members, ...region }) => ({
    ...region,
    ...middleOf({ xy, codes, code: region.code }, {
      has: (x, y) => {
        const [across, up] = [Math.floor(x / cell) - left, Math.floor(y / cell) - low];
        return across >= 0 && across < columns && members.has(up * columns + across);
      },
    }),
  })).sort((a, b) => b.weight - a.weight);
}

function strongest(
  counts: Uint32Array,
  { whole, all, size }: {
    readonly whole: Uint32Array;
    readonly all: number;
    readonly size: number;
  },
): Pick<RegionName, "code" | "lift" | "count" | "weight"> | undefined {
  let best: Pick<RegionName, "code" | "lift" | "count" | "weight"> | undefined;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code]!;
    if (count < LEAST_COUNT || count < LEAST_SHARE * size) continue;
    const lift = (count / size) / (whole[code]! / all);
    const weight = count * Math.log(lift);
    if (lift >= LEAST_LIFT && weight > (best?.weight ?? 0)) best = { code, lift, count, weight };
  }
  return best;
}

type Region = Pick<RegionName, "code" | "lift" | "count" | "weight"> & {
  readonly members: ReadonlySet<number>;
};

/** Cells of the same class that touch along a side, as one. */
function joined(winners: ReadonlyMap<number, RegionName>, columns: number): Region[] {
  const regions: Region[] = [];
  const seen = new Set<number>();
  for (const [start, { code }] of winners) {
    if (seen.has(start)) continue;
    const members = new Set([start]);
    for (const at of members) {
      const beside = [at % columns > 0 ? at - 1 : -1, (at + 1) % columns > 0 ? at + 1 : -1];
      for (const next of [...beside, at - columns, at + columns]) {
        if (winners.get(next)?.code === code) members.add(next);
      }
    }
    for (const member of members) seen.add(member);
    const cells = [...members].map((at) => winners.get(at)!);
    const count = cells.reduce((sum, cell) => sum + cell.count, 0);
    const weight = cells.reduce((sum, cell) => sum + cell.weight, 0);
    regions.push({ code, count, weight, lift: Math.exp(weight / count), members });
  }
  return regions;
}

function middleOf(
  { xy, codes, code }: Pick<Named, "xy" | "codes"> & { readonly code: number },
  { has }: { readonly has: (x: number, y: number) => boolean },
): { readonly x: number; readonly y: number } {
  let [sumX, sumY, count] = [0, 0, 0];
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] !== code) continue;
    const [x, y] = [xy[2 * row]!, xy[2 * row + 1]!];
    if (!has(x, y)) continue;
    sumX += x;
    sumY += y;
    count++;
  }
  return { x: sumX / count, y: sumY / count };
}

/** px of a cell at least; it is up to twice that. */
const CELL = 96;

/** The side of a cell at a zoom: a power of two in map units, so that it changes only now and then. */
export function cellAt(unitsPerPixel: number): number {
  return 2 ** Math.ceil(Math.log2(CELL * unitsPerPixel));
}

/** A box on the screen, px: its middle and its size. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Which boxes can stand without lying over an earlier one or leaving the room; the first ones win. */
export function withoutOverlap(
  boxes: readonly Box[],
  room: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  },
): number[] {
  const kept: number[] = [];
  for (const [i, { x, y, width, height }] of boxes.entries()) {
    const inside = x - width / 2 >= room.left && x + width / 2 <= room.right &&
      y - height / 2 >= room.top && y + height / 2 <= room.bottom;
    const free = kept.every((other) =>
      Math.abs(boxes[other]!.x - x) >= (boxes[other]!.width + width) / 2 ||
      Math.abs(boxes[other]!.y - y) >= (boxes[other]!.height + height) / 2
    );
    if (inside && free) kept.push(i);
  }
  return kept;
}
