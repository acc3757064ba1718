/**
 * Share of two neighbour lists that is the same, in [0, 1], whatever the order; relative to the longer
 * list. NaN where both are empty.
 */
export function overlapOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const other = new Set(Array.from(b));
  const common = Array.from(a).filter((row) => other.has(row)).length;
  return common / Math.max(a.length, b.length);
}

/**
 * Rank-biased overlap of two lists in [0, 1], extrapolated from the ranks there are, the first ones
 * counting most (Webber, Moffat and Zobel 2010, equation 32 for lists of equal length). It is defined
 * for lists that share no track, as rank correlations are not. NaN where a list is empty.
 *
 * @param persistence Weight of each rank relative to the one before; with 0.9 the first ten ranks
 * make up 86 %.
 */
export function rankBiasedOverlap(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { persistence = 0.9 }: { readonly persistence?: number } = {},
): number {
  const depth = Math.min(a.length, b.length);
  if (depth === 0) return NaN;
  const seen = new Set<number>();
  let common = 0;
  let sum = 0;
  for (let rank = 0; rank < depth; rank++) {
    for (const row of [a[rank]!, b[rank]!]) {
      if (seen.has(row)) common++;
      seen.add(row);
    }
    sum += (common / (rank + 1)) * persistence ** (rank + 1);
  }
  const extrapolated = (common / depth) * persistence ** depth;
  return extrapolated + ((1 - persistence) / persistence) * sum;
}
