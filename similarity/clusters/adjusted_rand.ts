/**
 * Adjusted Rand index of two partitions (Hubert and Arabie 1985), in [-1, 1]: 1 for the same partition, 0 on
 * average by chance. Rows with a negative label in either are left out; NaN where fewer than two are left.
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const both = new Map<string, number>();
  const ofA = new Map<number, number>();
  const ofB = new Map<number, number>();
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < 0 || b[i]! < 0) continue;
    n++;
    count(both, `${a[i]} ${b[i]}`);
    count(ofA, a[i]!);
    count(ofB, b[i]!);
  }
  if (n < 2) return NaN;
  const [together, inA, inB] = [both, ofA, ofB].map((counts) =>
    [...counts.values()].reduce((sum, c) => sum + pairs(c), 0)
  ) as [number, number, number];
  const expected = inA * inB / pairs(n);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairs(n: number): number {
  return n * (n - 1) / 2;
}
