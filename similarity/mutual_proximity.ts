import { rowsWithVector } from "./_rows.ts";
import type { VectorTable } from "./vector_table.ts";
import { sampled, seeded } from "../domain/mod.ts";

/**
 * The distances of each row to the others, as a normal distribution: what mutual proximity needs to
 * know of a collection.
 */
export interface DistanceStatistics {
  /** Mean cosine distance to the other rows, shape `(n,)`; NaN without vector. */
  readonly mean: ArrayLike<number>;
  /** Their standard deviation (population), shape `(n,)`. */
  readonly deviation: ArrayLike<number>;
}

const BLOCK = 64;

/**
 * {@linkcode DistanceStatistics} of a table. The row itself is no part of its distances. Beyond
 * `sample` rows they are estimated from that many, drawn with a seed: with 4,096 the mean is off by
 * 1.6 % of the deviation.
 */
export function distanceStatistics(
  table: VectorTable,
  { sample = 4096, seed = 1 }: { readonly sample?: number; readonly seed?: number } = {},
): DistanceStatistics {
  const others = sampled(rowsWithVector(table), { count: sample, random: seeded(seed) });
  const { length, present } = table;
  const sums = new Float64Array(length);
  const squares = new Float64Array(length);
  for (let from = 0; from < others.length; from += BLOCK) {
    const block = others.subarray(from, from + BLOCK);
    table.rows.dots(Array.from(block, (row) => table.unit(row)), {
      to: length,
      each(query, start, products) {
        for (let i = 0; i < products.length; i++) {
          if (start + i === block[query]) continue;
          const distance = 1 - products[i]!;
          sums[start + i]! += distance;
          squares[start + i]! += distance * distance;
        }
      },
    });
  }
  const drawn = new Set(others);
  const countOf = (row: number) => others.length - Number(drawn.has(row));
  const mean = sums.map((sum, row) => present[row] === 1 ? sum / countOf(row) : NaN);
  const deviation = squares.map((sum, row) =>
    Math.sqrt(Math.max(0, sum / countOf(row) - mean[row]! ** 2))
  );
  return { mean, deviation };
}

/**
 * Mutual-proximity distance of two rows in [0, 1]: the probability that a random track is nearer to
 * one of them, or to both, than they are to each other. Small only where each is among the nearest of
 * the other, which hubs are not (Schnitzer, Flexer, Schedl and Widmer 2012, JMLR 13, with independent
 * normal distributions).
 *
 * @param distance Their cosine distance.
 */
export function mutualProximityDistance(
  { mean, deviation }: DistanceStatistics,
  [a, b]: readonly [number, number],
  distance: number,
): number {
  const nearerToA = normalShareBelow(distance, { mean: mean[a]!, deviation: deviation[a]! });
  const nearerToB = normalShareBelow(distance, { mean: mean[b]!, deviation: deviation[b]! });
  return nearerToA + nearerToB - nearerToA * nearerToB;
}

/** Share of a normal distribution below `x`; a step where the deviation is 0. */
function normalShareBelow(
  x: number,
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): number {
  if (!(deviation > 0)) return x < mean ? 0 : x > mean ? 1 : 0.5;
  return 0.5 * complementaryError((mean - x) / (deviation * Math.SQRT2));
}

/** erfc, with a relative error below 1.2e-7 (Press et al., Numerical Recipes, 3rd ed., §6.2.2). */
function complementaryError(x: number): number {
  const t = 2 / (2 + Math.abs(x));
  const polynomial = COEFFICIENTS.reduce((sum, coefficient) => sum * t + coefficient, 0);
  const tail = t * Math.exp(-x * x + polynomial);
  return x >= 0 ? tail : 2 - tail;
}

/** Highest power first. */
const COEFFICIENTS = [
  0.17087277,
  -0.82215223,
  1.48851587,
  -1.13520398,
  0.27886807,
  -0.18628806,
  0.09678418,
  0.37409196,
  1.00002368,
  -1.26551223,
];
