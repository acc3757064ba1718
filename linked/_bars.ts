/** Where bars stand. */
export interface BarArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Bars of counts as one SVG path, so that a step of a brush changes one attribute. */
export function barsPath(
  counts: ArrayLike<number>,
  options: { readonly area: BarArea; readonly most: number },
): string {
  const { area: { left, right, top, bottom }, most } = options;
  const width = (right - left) / counts.length;
  const gap = width > 4 ? 1 : 0;
  let path = "";
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (count === 0) continue;
    // A bar of at least one px: one track in a hundred thousand is still there.
    const height = Math.max(1, count / most * (bottom - top));
    const x = left + i * width;
    path += `M${x.toFixed(1)} ${bottom}v${(-height).toFixed(1)}h${(width - gap).toFixed(1)}v${
      height.toFixed(1)
    }z`;
  }
  return path;
}

/** Squares of counts on a grid as one SVG path; the area of a square is its count. */
export function squaresPath(
  counts: ArrayLike<number>,
  options: { readonly side: number; readonly area: BarArea; readonly most: number },
): string {
  const { side, area: { left, right, top, bottom }, most } = options;
  const cell = (right - left) / side;
  const tall = (bottom - top) / side;
  let path = "";
  for (let i = 0; i < counts.length; i++) {
    if (counts[i]! === 0) continue;
    const share = Math.max(0.16, Math.sqrt(counts[i]! / most));
    const [w, h] = [share * (cell - 1), share * (tall - 1)];
    const x = left + (i % side + 0.5) * cell - w / 2;
    const y = bottom - (Math.floor(i / side) + 0.5) * tall - h / 2;
    path += `M${x.toFixed(1)} ${y.toFixed(1)}h${w.toFixed(1)}v${h.toFixed(1)}h${(-w).toFixed(1)}z`;
  }
  return path;
}
