import KDBush from "kdbush";

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

/** Indexes the rows that have coordinates. */
export function indexMap(xy: Float32Array): MapIndex {
  const there: number[] = [];
  for (let row = 0; row < xy.length / 2; row++) {
    if (!Number.isNaN(xy[2 * row]!) && !Number.isNaN(xy[2 * row + 1]!)) there.push(row);
  }
  const index = new KDBush(there.length, 64, Float32Array);
  for (const row of there) index.add(xy[2 * row]!, xy[2 * row + 1]!);
  index.finish();
  return {
    bounds: boundsOf(xy),
    nearest({ x, y, reach, accepts }) {
      let best: number | undefined;
      let least = Infinity;
      for (const found of index.within(x, y, reach)) {
        const row = there[found]!;
        const apart = Math.hypot(xy[2 * row]! - x, xy[2 * row + 1]! - y);
        if (apart < least && accepts(row)) [best, least] = [row, apart];
      }
      return best;
    },
  };
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
