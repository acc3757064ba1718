import { type Neighbourhoods, neighbourRows } from "../similarity/mod.ts";

/** How alike points are, as a symmetric sparse matrix whose entries add up to 1. */
export interface Affinities {
  readonly points: number;
  /** Entries of point `i`: from `starts[i]` to `starts[i + 1]`. */
  readonly starts: Uint32Array;
  readonly others: Uint32Array;
  readonly values: Float32Array;
}

const BISECTIONS = 60;
const TOLERANCE = 1e-5;

/**
 * Symmetric affinities of neighbour lists (van der Maaten and Hinton 2008, §2): around each point a
 * Gaussian of the squared distance of unit vectors, 2 − 2 cos, so wide that it reaches as many
 * neighbours as the perplexity says.
 *
 * @param lists Of every point; about three times as many as the perplexity.
 */
export function affinitiesOf(lists: Neighbourhoods, perplexity: number): Affinities {
  const { k, queries } = lists;
  const points = queries.length;
  const pointOf = new Map(Array.from(queries, (row, point) => [row, point]));
  const entries = Array.from({ length: points }, () => new Map<number, number>());
  for (let point = 0; point < points; point++) {
    const rows = neighbourRows(lists, point);
    const squares = Array.from(rows, (_, rank) => 2 - 2 * lists.cosines[point * k + rank]!);
    const shares = sharesOf(squares, perplexity);
    rows.forEach((row, rank) => {
      const other = pointOf.get(row)!;
      const half = shares[rank]! / (2 * points);
      entries[point]!.set(other, (entries[point]!.get(other) ?? 0) + half);
      entries[other]!.set(point, (entries[other]!.get(point) ?? 0) + half);
    });
  }
  const starts = new Uint32Array(points + 1);
  entries.forEach((own, point) => starts[point + 1] = starts[point]! + own.size);
  const others = new Uint32Array(starts[points]!);
  const values = new Float32Array(starts[points]!);
  entries.forEach((own, point) => {
    let at = starts[point]!;
    for (const [other, value] of own) {
      others[at] = other;
      values[at++] = value;
    }
  });
  return { points, starts, others, values };
}

/** The share of each neighbour in the Gaussian of that perplexity; they add up to 1. */
function sharesOf(squares: readonly number[], perplexity: number): Float64Array {
  const nearest = squares[0] ?? 0;
  const wanted = Math.log(perplexity);
  const shares = new Float64Array(squares.length);
  let [low, high, sharpness] = [0, Infinity, 1];
  for (let i = 0; i < BISECTIONS; i++) {
    let [sum, weighted] = [0, 0];
    squares.forEach((square, rank) => {
      const share = Math.exp(-sharpness * (square - nearest));
      shares[rank] = share;
      sum += share;
      weighted += share * (square - nearest);
    });
    for (let rank = 0; rank < shares.length; rank++) shares[rank]! /= sum;
    const entropy = Math.log(sum) + sharpness * weighted / sum;
    if (Math.abs(entropy - wanted) < TOLERANCE) break;
    if (entropy > wanted) low = sharpness;
    else high = sharpness;
    sharpness = high === Infinity ? 2 * sharpness : (low + high) / 2;
  }
  return shares;
}
