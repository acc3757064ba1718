/**
 * Rows in ascending order of their numbers, stable, NaN last. Least-significant-digit radix sort
 * over the bits of each float: linear time, so that a million rows sort within a frame or two.
 */
export function sortedRows(
  values: Float32Array,
  options: { readonly descending?: boolean } = {},
): Uint32Array {
  const keys = keysOf(values, options.descending ?? false);
  let rows: Uint32Array = Uint32Array.from(keys, (_, row) => row);
  for (const shift of [0, 11, 22]) rows = passOver(rows, keys, shift);
  return rows;
}

/** Unsigned numbers that compare as the floats do. */
function keysOf(values: Float32Array, descending: boolean): Uint32Array {
  const settled = values.map((value) => value + 0);
  const bits = new Uint32Array(settled.buffer);
  for (let i = 0; i < bits.length; i++) {
    const value = settled[i]!;
    if (value !== value) bits[i] = 0xffffffff;
    else {
      const word = bits[i]!;
      const key = word & 0x80000000 ? ~word : word | 0x80000000;
      bits[i] = descending ? ~key : key;
    }
  }
  return bits;
}

function passOver(rows: Uint32Array, keys: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(2049);
  for (const key of keys) starts[(key >>> shift & 2047) + 1]!++;
  for (let digit = 0; digit < 2048; digit++) starts[digit + 1]! += starts[digit]!;
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) sorted[starts[keys[row]! >>> shift & 2047]!++] = row;
  return sorted;
}
