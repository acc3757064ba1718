import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import { mapData } from "../../linked/mod.ts";
import { fitted } from "../map/lens.ts";
import { boundsOf } from "../map/map_index.ts";

/** How long points take from one map to a better one, ms. */
const FLIGHT = 220;

/**
 * The coordinates to draw: those of the map, to which points fly where another map of the same space
 * comes in its place; at once where the reader wants no motion.
 */
export function useArrival(): ReadonlySignal<Float32Array | undefined> {
  const drawn = useSignal<Float32Array | undefined>(undefined);
  const before = useSignal<typeof mapData.value>(undefined);
  useSignalEffect(() => {
    const data = mapData.value;
    const last = before.peek();
    before.value = data;
    drawn.value = data?.xy;
    const flies = data && last && last.space === data.space &&
      last.projection !== data.projection &&
      last.xy.length === data.xy.length &&
      !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const from = flies ? inFrameOf(last.xy, data.xy) : undefined;
    if (!data || !from) return;
    const begun = performance.now();
    let frame = 0;
    const fly = () => {
      const share = Math.min(1, (performance.now() - begun) / FLIGHT);
      drawn.value = share < 1 ? between(from, data.xy, share * share * (3 - 2 * share)) : data.xy;
      if (share < 1) frame = requestAnimationFrame(fly);
    };
    fly();
    return () => cancelAnimationFrame(frame);
  });
  return drawn;
}

/** Coordinates moved and scaled so that they take the room of others; `undefined` where either has none. */
export function inFrameOf(xy: Float32Array, other: Float32Array): Float32Array | undefined {
  const [own, theirs] = [boundsOf(xy), boundsOf(other)];
  const size = { width: 1000, height: 1000, top: 0, bottom: 0 };
  const from = own && fitted(own, size);
  const to = theirs && fitted(theirs, size);
  if (!from || !to) return undefined;
  const scale = 2 ** (from.zoom - to.zoom);
  return xy.map((value, i) =>
    i % 2 === 0 ? to.x + (value - from.x) * scale : to.y + (value - from.y) * scale
  );
}

/** Part of the way from one map to another; NaN where either has no place. */
export function between(from: Float32Array, to: Float32Array, share: number): Float32Array {
  return from.map((value, i) => value + (to[i]! - value) * share);
}
