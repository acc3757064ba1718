import type { Bounds } from "./map_index.ts";

/** What part of a map is in view. */
export interface Lens {
  /** The place in the middle, in map units. */
  readonly x: number;
  readonly y: number;
  /** Binary logarithm of the px in one map unit. */
  readonly zoom: number;
}

/** Room at the edges of a map that controls and legend lie over, px. */
export interface Insets {
  readonly top: number;
  readonly bottom: number;
}

/** A width and a height, px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Part of the free room that a fitted map takes. */
const FILLED = 0.94;
/** The least room that counts as free, px. */
const LEAST = 40;

/** The lens that shows all of some bounds within the insets; `undefined` where there is no room at all. */
export function fitted(
  { minX, minY, maxX, maxY }: Bounds,
  { width, height, top, bottom }: Size & Insets,
): Lens | undefined {
  if (!(width > 0 && height > 0)) return undefined;
  const room = Math.max(Math.min(LEAST, height), height - top - bottom);
  const pixels = Math.min(
    width * FILLED / Math.max(1e-9, maxX - minX),
    room * FILLED / Math.max(1e-9, maxY - minY),
  );
  const shift = room === height - top - bottom ? (top - bottom) / 2 / pixels : 0;
  return { x: (minX + maxX) / 2, y: (minY + maxY) / 2 + shift, zoom: Math.log2(pixels) };
}

/** A lens after zooming about a place that stays where it is on the screen. */
export function zoomedAbout(
  lens: Lens,
  { x, y, zoom }: { readonly x: number; readonly y: number; readonly zoom: number },
): Lens {
  const keep = 2 ** (lens.zoom - zoom);
  return { x: x + (lens.x - x) * keep, y: y + (lens.y - y) * keep, zoom };
}

/** Bounds that are at least this part of the whole each way, about the same middle. */
export function atLeast(bounds: Bounds, whole: Bounds, part: number): Bounds {
  const [x, y] = [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2];
  const across = Math.max(bounds.maxX - bounds.minX, part * (whole.maxX - whole.minX)) / 2;
  const upwards = Math.max(bounds.maxY - bounds.minY, part * (whole.maxY - whole.minY)) / 2;
  return { minX: x - across, maxX: x + across, minY: y - upwards, maxY: y + upwards };
}
