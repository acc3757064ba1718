import { binEdges, binFinder, type Columns, type NumberDescriptor } from "../../domain/mod.ts";

/** Where a value stands among those of the collection. */
export interface Place {
  /** Tracks in each bin of the descriptor's range; values outside are counted in the bin at the edge. */
  readonly counts: readonly number[];
  /** The bin of the value. */
  readonly bin: number;
  /** Tracks that have a value. */
  readonly tracks: number;
  /** Share of them, in [0, 1], whose value is smaller; equal ones count half. */
  readonly below: number;
}

const COUNTS = new WeakMap<Float32Array, readonly number[]>();

/** Where a row stands among all that have a value; `undefined` where it has none. */
export function placeIn(
  { numbers }: Columns,
  { descriptor, row }: { readonly descriptor: NumberDescriptor; readonly row: number },
): Place | undefined {
  const column = numbers[descriptor.id];
  const value = column?.[row] ?? NaN;
  if (!column || Number.isNaN(value)) return undefined;
  let smaller = 0;
  let equal = 0;
  let tracks = 0;
  for (let i = 0; i < column.length; i++) {
    const other = column[i]!;
    if (other !== other) continue;
    tracks++;
    if (other < value) smaller++;
    else if (other === value) equal++;
  }
  const counts = countsOf(column, descriptor);
  const bin = Math.min(counts.length - 1, Math.max(0, binFinder(descriptor)(value)));
  return { counts, bin, tracks, below: (smaller + equal / 2) / tracks };
}

function countsOf(column: Float32Array, descriptor: NumberDescriptor): readonly number[] {
  const known = COUNTS.get(column);
  if (known) return known;
  const counts = new Array<number>(binEdges(descriptor).length - 1).fill(0);
  const binOf = binFinder(descriptor);
  for (const value of column) {
    const bin = binOf(value);
    if (bin === bin) counts[Math.min(counts.length - 1, Math.max(0, bin))]!++;
  }
  COUNTS.set(column, counts);
  return counts;
}
