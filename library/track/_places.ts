import {
  binEdges,
  binFinder,
  type Columns,
  type NumberDescriptor,
  type Place,
} from "../../domain/mod.ts";

const COUNTS = new WeakMap<Float32Array, readonly number[]>();

/** Where a value stands among all of the collection; `undefined` where either has none. */
export function placeIn(
  { numbers }: Columns,
  { descriptor, value }: { readonly descriptor: NumberDescriptor; readonly value: number },
): Place | undefined {
  const column = numbers[descriptor.id];
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
  if (tracks === 0) return undefined;
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
