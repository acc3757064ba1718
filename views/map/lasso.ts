/** A point of the screen within the map, px. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** How far a corner that is left out may lie from the line, px. */
const TOLERANCE = 2.5;
/** The most corners of a drawn region: they all stand in the address. */
const MOST_CORNERS = 48;

/** The corners of a box drawn from one point to another. */
export function boxCorners(from: Pixel, to: Pixel): Pixel[] {
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
}

/**
 * A drawn line with as few corners as keep its shape (Douglas & Peucker 1973), and at most
 * {@linkcode MOST_CORNERS}.
 */
export function thinned(line: readonly Pixel[], tolerance = TOLERANCE): Pixel[] {
  const kept = simplified(line, tolerance);
  return kept.length > MOST_CORNERS ? thinned(line, tolerance * 1.5) : kept;
}

function simplified(line: readonly Pixel[], tolerance: number): Pixel[] {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 3) return [...line];
  let furthest = 0;
  let at = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const away = distance(line[i]!, { first, last });
    if (away > furthest) [furthest, at] = [away, i];
  }
  if (furthest <= tolerance) return [first, last];
  const before = simplified(line.slice(0, at + 1), tolerance);
  return [...before.slice(0, -1), ...simplified(line.slice(at), tolerance)];
}

/** Distance of a point from the straight line between two others, or from both where they meet. */
function distance(
  { x, y }: Pixel,
  { first, last }: { readonly first: Pixel; readonly last: Pixel },
): number {
  const [dx, dy] = [last.x - first.x, last.y - first.y];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(x - first.x, y - first.y);
  return Math.abs(dy * (x - first.x) - dx * (y - first.y)) / length;
}
