/** Distances of one vector to the tracks of a space, as a distribution. */
export interface Profile {
  /** Mean of the natural logarithms of its cosine distances. */
  readonly mean: number;
  /** Their standard deviation (population). */
  readonly deviation: number;
  /** The distribution itself, where the distances to all tracks are known. */
  readonly empirical?: Empirical;
}

/** An empirical distribution by some of its order statistics. */
export interface Empirical {
  /** Distances, ascending. */
  readonly distances: Float32Array;
  /** How many tracks are as near or nearer, from 1; of the same shape. */
  readonly ranks: Float32Array;
}

/** Of distances below this nobody can say which is smaller: vectors are in single precision. */
const LEAST_DISTANCE = 1e-6;
/** Ranks that are kept one by one: those that lists of neighbours are of. */
const NEAREST = 16;
const STEP = 1.35;

/** Ranks at which a distribution of `count` distances is kept: each of the nearest, then by steps of 35 %. */
export function ranksOf(count: number): Float32Array {
  const ranks: number[] = [];
  for (let rank = 1; rank < count;) {
    ranks.push(rank);
    rank = rank < NEAREST ? rank + 1 : Math.ceil(STEP * rank);
  }
  if (count > 0) ranks.push(count);
  return Float32Array.from(ranks);
}

/** A profile from distances to a sample of tracks, or to all of them, whose distribution is then kept. */
export function profileOf(distances: Float32Array, { all }: { readonly all: boolean }): Profile {
  let sum = 0;
  let squares = 0;
  for (const distance of distances) {
    const logarithm = logOf(distance);
    sum += logarithm;
    squares += logarithm * logarithm;
  }
  const mean = sum / distances.length;
  const deviation = Math.sqrt(Math.max(0, squares / distances.length - mean ** 2));
  if (!all) return { mean, deviation };
  const sorted = distances.toSorted();
  const ranks = ranksOf(sorted.length);
  return {
    mean,
    deviation,
    empirical: { distances: ranks.map((rank) => sorted[rank - 1]!), ranks },
  };
}

/**
 * Mutual-proximity distance of two profiles in [0, 1]: the probability that a random track is nearer to
 * one of them, or to both, than they are to each other. Small only where each is among the nearest of
 * the other, which hubs are not (Schnitzer, Flexer, Schedl and Widmer 2012, JMLR 13, with independent
 * distributions: empirical ones, else log-normal ones, which fit cosine distances near 0 better than
 * the paper's normal ones; figures in docs/similarity.md).
 *
 * @param distance Their cosine distance.
 */
export function mutualProximityDistance(a: Profile, b: Profile, distance: number): number {
  const nearerToA = shareNearer(a, distance);
  const nearerToB = shareNearer(b, distance);
  return nearerToA + nearerToB - nearerToA * nearerToB;
}

/** Share of tracks that are nearer than a distance, in [0, 1]. */
export function shareNearer({ mean, deviation, empirical }: Profile, distance: number): number {
  if (empirical) return empiricalShareBelow(distance, empirical);
  const x = logOf(distance);
  if (!(deviation > 0)) return x < mean ? 0 : x > mean ? 1 : 0.5;
  return 0.5 * complementaryError((mean - x) / (deviation * Math.SQRT2));
}

function logOf(distance: number): number {
  return Math.log(Math.max(distance, LEAST_DISTANCE));
}

/**
 * By straight lines between the order statistics, from 0 at no distance; to a thousandth of a rank, so that
 * rounding of cosines does not part what has the same rank.
 */
function empiricalShareBelow(x: number, { distances, ranks }: Empirical): number {
  const last = distances.length - 1;
  if (last < 0 || x <= 0) return 0;
  if (x < distances[0]!) return thousandths(x / distances[0]!) / ranks[last]!;
  if (x >= distances[last]!) return 1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (distances[middle]! <= x) low = middle;
    else high = middle;
  }
  const part = (x - distances[low]!) / (distances[high]! - distances[low]!);
  return thousandths(ranks[low]! + part * (ranks[high]! - ranks[low]!)) / ranks[last]!;
}

function thousandths(x: number): number {
  return Math.round(1000 * x) / 1000;
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
