import type { ActivationSet, Columns, SparseActivations } from "../domain/mod.ts";

const KEPT = new WeakMap<SparseActivations, Int16Array>();

/**
 * The class with the largest activation of each row, as an index into the labels; -1 where no
 * activation is known. Of equal ones the first counts. Shape `(n,)`, kept.
 */
export function topClasses(
  columns: Pick<Columns, "activations" | "topStyle" | "length">,
  set: ActivationSet,
): Int16Array {
  if (set === "styles" && columns.topStyle) return columns.topStyle;
  const sparse = columns.activations[set];
  if (!sparse) return new Int16Array(columns.length).fill(-1);
  const kept = KEPT.get(sparse) ?? largest(sparse);
  KEPT.set(sparse, kept);
  return kept;
}

function largest({ offsets, classes, values, present }: SparseActivations): Int16Array {
  const top = new Int16Array(present.length).fill(-1);
  for (let row = 0; row < top.length; row++) {
    let most = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      if (values[at]! <= most) continue;
      most = values[at]!;
      top[row] = classes[at]!;
    }
  }
  return top;
}
