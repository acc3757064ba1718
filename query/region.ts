/** Corners of a polygon as x, y, x, y, … */
export type Polygon = readonly number[];

/** Whether a point lies within a polygon (even-odd rule); NaN lies nowhere. */
export function isInside(
  polygon: Polygon,
  point: { readonly x: number; readonly y: number },
): boolean {
  const { x, y } = point;
  let inside = false;
  const last = polygon.length - 2;
  for (let i = 0, j = last; i <= last; j = i, i += 2) {
    const yi = polygon[i + 1]!, yj = polygon[j + 1]!;
    if (yi > y === yj > y) continue;
    const xi = polygon[i]!, xj = polygon[j]!;
    if (x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
