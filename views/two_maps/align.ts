/**
 * A map laid over another: turned, mirrored if need be, scaled and moved. Directions of a map mean
 * nothing of themselves, so this changes nothing that a map says.
 */
export interface Turn {
  /** Rows of the orthogonal matrix. */
  readonly matrix: readonly [number, number, number, number];
  readonly scale: number;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/**
 * The turn that brings the places of one map nearest to those of another, by least squares over the
 * tracks that are on both (orthogonal Procrustes problem, Schönemann 1966). The size is that of the
 * other map, not the least-squares one, which shrinks a map that has little in common with the other.
 *
 * @param target x, y, x, y, … with NaN where a row has no place. Shape `(2n,)`.
 * @param source The map to be turned, same rows. Shape `(2n,)`.
 */
export function turnOnto(target: Float32Array, source: Float32Array): Turn {
  const rows: number[] = [];
  for (let at = 0; at < target.length; at += 2) {
    if (!Number.isNaN(target[at]! + source[at]!)) rows.push(at);
  }
  const to = centreOf(target, rows);
  const from = centreOf(source, rows);
  let [xx, xy, yx, yy, sizeTo, sizeFrom] = [0, 0, 0, 0, 0, 0];
  for (const at of rows) {
    const [ax, ay] = [target[at]! - to[0], target[at + 1]! - to[1]];
    const [bx, by] = [source[at]! - from[0], source[at + 1]! - from[1]];
    xx += ax * bx;
    xy += ax * by;
    yx += ay * bx;
    yy += ay * by;
    sizeTo += ax * ax + ay * ay;
    sizeFrom += bx * bx + by * by;
  }
  const mirrored = Math.hypot(xx - yy, yx + xy) > Math.hypot(xx + yy, yx - xy);
  const angle = mirrored ? Math.atan2(yx + xy, xx - yy) : Math.atan2(yx - xy, xx + yy);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return {
    matrix: mirrored ? [c, s, s, -c] : [c, -s, s, c],
    scale: sizeTo > 0 && sizeFrom > 0 ? Math.sqrt(sizeTo / sizeFrom) : 1,
    from,
    to,
  };
}

/** Places after a turn. */
export function turned({ matrix: [a, b, c, d], scale, from, to }: Turn, xy: ArrayLike<number>) {
  const places = new Float32Array(xy.length);
  for (let at = 0; at < xy.length; at += 2) {
    const [x, y] = [xy[at]! - from[0], xy[at + 1]! - from[1]];
    places[at] = to[0] + scale * (a * x + b * y);
    places[at + 1] = to[1] + scale * (c * x + d * y);
  }
  return places;
}

/** The turn back. */
export function inverseOf({ matrix: [a, b, c, d], scale, from, to }: Turn): Turn {
  return { matrix: [a, c, b, d], scale: 1 / scale, from: to, to: from };
}

/**
 * Places on the way from one map to another, those of the first at 0 and of the second at 1. A track
 * that is on one of them only is on the way nowhere.
 */
export function between(
  a: Float32Array,
  b: Float32Array,
  { share }: { readonly share: number },
): Float32Array {
  if (share <= 0) return a;
  if (share >= 1) return b;
  return a.map((x, i) => x + share * (b[i]! - x));
}

function centreOf(xy: Float32Array, rows: readonly number[]): [number, number] {
  let [x, y] = [0, 0];
  for (const at of rows) {
    x += xy[at]!;
    y += xy[at + 1]!;
  }
  return rows.length === 0 ? [0, 0] : [x / rows.length, y / rows.length];
}
