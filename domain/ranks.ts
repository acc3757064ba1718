/** Ranks of finite numbers from 1; equal values share the mean of theirs. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const distinct = new Float64Array(sorted.length);
  const means = new Float64Array(sorted.length);
  let count = 0;
  for (let from = 0, to; from < sorted.length; from = to) {
    to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    distinct[count] = sorted[from]!;
    means[count++] = (from + to + 1) / 2;
  }
  const ranks = new Float64Array(sorted.length);
  for (let i = 0; i < ranks.length; i++) {
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distinct[middle]! < values[i]!) low = middle + 1;
      else high = middle;
    }
    ranks[i] = means[low]!;
  }
  return ranks;
}

/**
 * Spearman's rank correlation of two columns in [-1, 1], equal values sharing their mean rank. Pairs
 * without two finite numbers are left out; NaN where fewer than `least` pairs remain or a column is
 * constant.
 *
 * @param options `least`: default 2, which are always in perfect order or perfectly reversed.
 */
export function rankCorrelation(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { least = 2 }: { readonly least?: number } = {},
): number {
  const rows = Array.from(a, (_, i) => i)
    .filter((i) => Number.isFinite(a[i]) && Number.isFinite(b[i]));
  if (rows.length < least) return NaN;
  const x = ranksOf(rows.map((row) => a[row]!));
  const y = ranksOf(rows.map((row) => b[row]!));
  const middle = (rows.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < rows.length; i++) {
    const [dx, dy] = [x[i]! - middle, y[i]! - middle];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xy / Math.sqrt(xx * yy);
}

/**
 * Orders values in place so that the one of a rank, counted from 0, stands where sorting would put it,
 * with none larger before it and none smaller behind it (Hoare 1961). Gives that value.
 *
 * @param from What stands before it is known to be no larger than the rest, and stays.
 */
export function selectRank(
  values: Float32Array | Float64Array,
  rank: number,
  from = 0,
): number {
  let [low, high] = [from, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low, j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const value = values[i]!;
      values[i++] = values[j]!;
      values[j--] = value;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank]!;
}
