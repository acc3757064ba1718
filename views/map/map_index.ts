/** Finds tracks near a point of the map, on the CPU. */
export interface MapIndex {
  /** The accepted row nearest to a point within `reach`, in map units; `undefined` for none. */
  nearest(
    at: {
      readonly x: number;
      readonly y: number;
      readonly reach: number;
      readonly accepts: (row: number) => boolean;
    },
  ): number | undefined;
  /** Smallest and largest coordinates; `undefined` without any point. */
  readonly bounds: Bounds | undefined;
}

/** A rectangle in map units. */
export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Points of a cell where all lie evenly. */
const A_CELL = 4;
const MOST_ACROSS = 1024;

/**
 * Indexes the rows that have coordinates, in a grid: two passes over the rows, so that a million are
 * there at the first touch.
 */
export function indexMap(xy: Float32Array): MapIndex {
  const bounds = boundsOf(xy);
  if (!bounds) return { bounds, nearest: () => undefined };
  const across = Math.min(MOST_ACROSS, Math.max(1, Math.ceil(Math.sqrt(xy.length / 2 / A_CELL))));
  const column = cellsAlong(bounds.minX, { to: bounds.maxX, across });
  const line = cellsAlong(bounds.minY, { to: bounds.maxY, across });
  const { first, rows } = sortedByCell(xy, {
    cells: across * across,
    cellOf: (x, y) => line(y) * across + column(x),
  });
  return {
    bounds,
    nearest({ x, y, reach, accepts }) {
      let best: number | undefined;
      let least = reach;
      const [left, right] = [column(x - reach), column(x + reach)];
      for (let at = line(y - reach); at <= line(y + reach); at++) {
        const end = first[at * across + right + 1]!;
        for (let i = first[at * across + left]!; i < end; i++) {
          const row = rows[i]!;
          const apart = Math.hypot(xy[2 * row]! - x, xy[2 * row + 1]! - y);
          if ((apart < least || best === undefined && apart === least) && accepts(row)) {
            [best, least] = [row, apart];
          }
        }
      }
      return best;
    },
  };
}

/** Which of so many cells a coordinate lies in; what is outside lies in the outermost. */
function cellsAlong(
  from: number,
  { to, across }: { readonly to: number; readonly across: number },
): (value: number) => number {
  const factor = to > from ? across / (to - from) : 0;
  return (value) => Math.min(across - 1, Math.max(0, Math.floor((value - from) * factor)));
}

/** Rows in the order of their cells, and where each cell begins. */
function sortedByCell(
  xy: Float32Array,
  { cells, cellOf }: {
    readonly cells: number;
    readonly cellOf: (x: number, y: number) => number;
  },
): { readonly first: Uint32Array; readonly rows: Uint32Array } {
  const first = new Uint32Array(cells + 1);
  const isThere = (row: number) => !Number.isNaN(xy[2 * row]! + xy[2 * row + 1]!);
  const count = xy.length / 2;
  for (let row = 0; row < count; row++) {
    if (isThere(row)) first[cellOf(xy[2 * row]!, xy[2 * row + 1]!) + 1]!++;
  }
  for (let cell = 0; cell < cells; cell++) first[cell + 1]! += first[cell]!;
  const rows = new Uint32Array(first[cells]!);
  const next = first.slice();
  for (let row = 0; row < count; row++) {
    if (isThere(row)) rows[next[cellOf(xy[2 * row]!, xy[2 * row + 1]!)]!++] = row;
  }
  return { first, rows };
}

/** The smallest rectangle that holds every point; `undefined` where there is none. */
export function boundsOf(xy: Float32Array): Bounds | undefined {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < xy.length; at += 2) {
    const [x, y] = [xy[at]!, xy[at + 1]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return minX > maxX ? undefined : { minX, minY, maxX, maxY };
}
