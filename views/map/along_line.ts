import { shareArtist } from "../../domain/mod.ts";

/** Which tracks along a drawn line are wanted. */
export interface AlongLine {
  /** Corners as x, y, x, y, … in units of the map; at least two. */
  readonly line: readonly number[];
  /** 1 where a row may be taken. Shape `(n,)`. */
  readonly mask: ArrayLike<number>;
  /** How far from the line a track may lie, in units of the map. */
  readonly reach: number;
  readonly count: number;
  /** The artists of each row, each of whom is then taken once at most. */
  readonly artists?: readonly (readonly string[])[] | undefined;
}

/**
 * Rows nearest to evenly spaced places of a line, from its beginning to its end. Fewer than `count` where
 * none is within reach of a place.
 *
 * @param xy x, y, x, y, …; NaN where a row has no place. Shape `(2n,)`.
 */
export function rowsAlong(xy: Float32Array, options: AlongLine): number[] {
  const { line, count, reach } = options;
  const near = rowsNear(xy, options);
  const taken: number[] = [];
  for (let i = 0; i < count; i++) {
    const at = placeAlong(line, count === 1 ? 0 : i / (count - 1));
    let best: number | undefined;
    let least = reach;
    for (const row of near) {
      const away = Math.hypot(xy[2 * row]! - at.x, xy[2 * row + 1]! - at.y);
      if (away <= least && mayJoin(row, taken, options)) [best, least] = [row, away];
    }
    if (best !== undefined) taken.push(best);
  }
  const shares = new Map(taken.map((row) => [row, nearestOn(xy, row, line).length]));
  return taken.toSorted((a, b) => shares.get(a)! - shares.get(b)!);
}

function mayJoin(row: number, taken: readonly number[], { artists }: AlongLine): boolean {
  return !taken.some((other) =>
    other === row || (artists && shareArtist(artists[row] ?? [], artists[other] ?? []))
  );
}

function rowsNear(xy: Float32Array, { line, mask, reach }: AlongLine): number[] {
  const rows: number[] = [];
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 1 && nearestOn(xy, row, line).away <= reach) rows.push(row);
  }
  return rows;
}

/** How far a row lies from a line, and how long the line is up to there. */
function nearestOn(
  xy: Float32Array,
  row: number,
  line: readonly number[],
): { readonly away: number; readonly length: number } {
  const x = xy[2 * row]!;
  const y = xy[2 * row + 1]!;
  let before = 0;
  let best = { away: Infinity, length: 0 };
  for (let i = 0; i + 3 < line.length; i += 2) {
    const dx = line[i + 2]! - line[i]!;
    const dy = line[i + 3]! - line[i + 1]!;
    const part = Math.hypot(dx, dy);
    const along = part > 0 ? ((x - line[i]!) * dx + (y - line[i + 1]!) * dy) / part : 0;
    const on = Math.max(0, Math.min(part, along));
    const share = part > 0 ? on / part : 0;
    const away = Math.hypot(x - line[i]! - share * dx, y - line[i + 1]! - share * dy);
    if (away < best.away) best = { away, length: before + on };
    before += part;
  }
  return best;
}

/** The place of a line up to which this share of its length is. */
function placeAlong(line: readonly number[], share: number) {
  const parts: number[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    parts.push(Math.hypot(line[i + 2]! - line[i]!, line[i + 3]! - line[i + 1]!));
  }
  let left = share * parts.reduce((sum, part) => sum + part, 0);
  let at = 0;
  while (at < parts.length - 1 && left > parts[at]!) left -= parts[at++]!;
  const part = parts[at]! > 0 ? Math.min(1, left / parts[at]!) : 0;
  return {
    x: line[2 * at]! + part * (line[2 * at + 2]! - line[2 * at]!),
    y: line[2 * at + 1]! + part * (line[2 * at + 3]! - line[2 * at + 1]!),
  };
}
