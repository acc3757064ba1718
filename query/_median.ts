import { selectRank } from "../domain/mod.ts";

/**
 * Median of a column over some rows, whose counts by bin are known: only the values of the bin or the
 * two in which it lies are looked at. NaN of no rows.
 */
export function medianInBins(
  column: Float32Array,
  { codes, selected, passes }: {
    /** Bin of each row; bins ascend with the values. Shape `(n,)`. */
    readonly codes: Uint8Array;
    /** Rows that pass, by bin. */
    readonly selected: Uint32Array;
    readonly passes: (row: number) => boolean;
  },
): number {
  const total = selected.reduce((sum, count) => sum + count, 0);
  if (total === 0) return NaN;
  const [low, high] = [(total - 1) >> 1, total >> 1];
  const first = binAt(selected, low);
  const last = binAt(selected, high);
  let before = 0;
  for (let bin = 0; bin < first; bin++) before += selected[bin]!;
  const values = new Float32Array(selected[first]! + (last > first ? selected[last]! : 0));
  let found = 0;
  for (let row = 0; row < codes.length; row++) {
    const bin = codes[row]!;
    if ((bin === first || bin === last) && passes(row)) values[found++] = column[row]!;
  }
  const lower = selectRank(values, low - before);
  return high === low ? lower : (lower + selectRank(values, high - before)) / 2;
}

/** The bin that holds the row of that rank, counted from 0. */
function binAt(counts: Uint32Array, rank: number): number {
  let seen = 0;
  return counts.findIndex((count) => (seen += count) > rank);
}
