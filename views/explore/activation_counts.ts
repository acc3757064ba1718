import { ACTIVATION_STEPS, type SparseActivations, splitStyle } from "../../domain/mod.ts";
import type { Mask } from "../../query/mod.ts";

/** Tracks of a mask whose activation reaches a threshold, by label and by parent of styles. */
export function countActivations(
  set: SparseActivations,
  options: { readonly mask: Mask; readonly threshold: number },
): ReadonlyMap<string, number> {
  const { mask, threshold } = options;
  const least = Math.round(threshold * ACTIVATION_STEPS);
  const parents = set.labels.map((label) => splitStyle(label).parent);
  const names = [...new Set(parents)];
  const parentOf = Uint16Array.from(parents, (parent) => names.indexOf(parent));
  const byClass = new Uint32Array(set.labels.length);
  const byParent = new Uint32Array(names.length);
  const lastRow = new Int32Array(names.length).fill(-1);
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    for (let at = set.offsets[row]!; at < set.offsets[row + 1]!; at++) {
      if (set.values[at]! < least) continue;
      const label = set.classes[at]!;
      const parent = parentOf[label]!;
      byClass[label]!++;
      if (lastRow[parent] !== row) byParent[parent]!++;
      lastRow[parent] = row;
    }
  }
  return new Map([
    ...names.map((name, i) => [name, byParent[i]!] as const),
    ...set.labels.map((label, i) => [label, byClass[i]!] as const),
  ]);
}

/** Tracks of a mask by the class with the largest activation, by label and by parent of styles. */
export function countTops(
  labels: readonly string[],
  { tops, mask }: {
    /** Index into `labels`, -1 where none is known. Shape `(n,)`. */
    readonly tops: Int16Array;
    readonly mask: Mask;
  },
): ReadonlyMap<string, number> {
  const byClass = new Uint32Array(labels.length);
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 1 && tops[row]! >= 0) byClass[tops[row]!]!++;
  }
  const counts = new Map<string, number>();
  for (const [i, label] of labels.entries()) {
    for (const name of new Set([splitStyle(label).parent, label])) {
      counts.set(name, (counts.get(name) ?? 0) + byClass[i]!);
    }
  }
  return counts;
}
