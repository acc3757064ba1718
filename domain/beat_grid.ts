import type { Strip } from "./strips.ts";
import type { Seconds } from "./units.ts";

/** Evenly spaced beats. */
export interface GridPart {
  /** The first beat. */
  readonly start: Seconds;
  /** From one beat to the next. */
  readonly period: Seconds;
  /** At least 4. */
  readonly beats: number;
  /** Beats of the track before the first of these. */
  readonly before: number;
}

/** How far a beat may lie from a line of even beats: trackers err by a few hops of 11.6 ms. */
const NEAR: Seconds = 0.02;
/** Share of beats that have to be near a line for their spacing to count as even. */
const SHARE = 0.8;
const FEWEST_BEATS = 4;
/**
 * The beats of a track as parts of even spacing. Beat trackers place beats on a raster of 11.6 ms and
 * err now and then; straight lines that four in five are near say better where the beats are, and are what DJ
 * software can hold. A tempo that changes gives several parts.
 *
 * @param beats Ascending, in seconds.
 */
export function beatGrid(beats: ArrayLike<number>): readonly GridPart[] {
  if (beats.length < FEWEST_BEATS) return [];
  const lines = new Lines(beats);
  const parts: GridPart[] = [];
  const pending: [number, number][] = [[0, beats.length]];
  for (let range = pending.pop(); range; range = pending.pop()) {
    const [from, to] = range;
    const { line: { offset, period }, share } = lines.near(from, to);
    const split = share >= SHARE ? undefined : lines.bestSplit(from, to);
    if (split === undefined) {
      parts.push({ start: offset + from * period, period, beats: to - from, before: from });
    } else pending.push([split, to], [from, split]);
  }
  return parts;
}

/** The grid among the strips of a track: none where they have none. */
export function gridIn(strips: readonly Strip[]): readonly GridPart[] {
  const grid = strips.find(({ id }) => id === "grid");
  return Array.from({ length: grid?.columns ?? 0 }, (_, part) => {
    const [start, period, beats, before] = grid!.data.subarray(part * 4, part * 4 + 4);
    return { start: start!, period: period!, beats: beats!, before: before! };
  });
}

/** The beats of a grid, in order. */
export function evenBeats(grid: readonly GridPart[]): readonly Seconds[] {
  return grid.flatMap(({ start, period, beats }) =>
    Array.from({ length: beats }, (_, i) => start + i * period)
  );
}

/** Beat `i` of a track lies at `offset + i * period`. */
interface Line {
  readonly offset: Seconds;
  readonly period: Seconds;
  /** Sum of the squared distances of the beats that it was drawn through. */
  readonly squares: number;
}

/** Number of points, and sums of x, y, xx, xy and yy. */
type Sums = readonly [n: number, x: number, y: number, xx: number, xy: number, yy: number];

function lineThrough([n, x, y, xx, xy, yy]: Sums): Line {
  const spread = xx - x * x / n;
  const period = spread === 0 ? 0 : (xy - x * y / n) / spread;
  const squares = Math.max(0, yy - y * y / n - period * period * spread);
  return { offset: (y - period * x) / n, period, squares };
}

/** Straight lines through consecutive beats, by least squares. */
class Lines {
  readonly #beats: ArrayLike<number>;
  /** Running sums, from which those of any range follow. */
  readonly #running: readonly Sums[];

  constructor(beats: ArrayLike<number>) {
    this.#beats = beats;
    const running: Sums[] = [[0, 0, 0, 0, 0, 0]];
    for (let i = 0; i < beats.length; i++) running.push(plus(running[i]!, i, beats[i]!));
    this.#running = running;
  }

  /** The line that most beats `from` to `to` (exclusive) are near, and the share of those that are. */
  near(from: number, to: number): { readonly line: Line; readonly share: number } {
    const beats = Array.from({ length: to - from }, (_, i) => from + i);
    const nearTo = ({ offset, period }: Line) =>
      beats.filter((i) => Math.abs(offset + i * period - this.#beats[i]!) <= NEAR);
    const rough = this.#through(from, to);
    const close = nearTo(rough);
    if (close.length < FEWEST_BEATS) return { line: rough, share: close.length / beats.length };
    const sums = close.reduce<Sums>((sums, i) => plus(sums, i, this.#beats[i]!), [
      0,
      0,
      0,
      0,
      0,
      0,
    ]);
    const line = lineThrough(sums);
    return { line, share: nearTo(line).length / beats.length };
  }

  /** Where two lines come nearest to the beats; `undefined` where there are too few to divide. */
  bestSplit(from: number, to: number): number | undefined {
    let best: number | undefined;
    let least = Infinity;
    for (let at = from + FEWEST_BEATS; at <= to - FEWEST_BEATS; at++) {
      const squares = this.#through(from, at).squares + this.#through(at, to).squares;
      if (squares < least) [least, best] = [squares, at];
    }
    return best;
  }

  #through(from: number, to: number): Line {
    const [before, all] = [this.#running[from]!, this.#running[to]!];
    return lineThrough(all.map((sum, i) => sum - before[i]!) as unknown as Sums);
  }
}

function plus([n, x, y, xx, xy, yy]: Sums, at: number, beat: number): Sums {
  return [n + 1, x + at, y + beat, xx + at * at, xy + at * beat, yy + beat * beat];
}
