import { ACTIVATION_STEPS, type SparseActivations } from "../domain/mod.ts";
import { rounded } from "./distribution.ts";

/** Activations from which on tracks are counted, per class. */
export const THRESHOLDS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
/** Activations that tell how sure the predictions are. */
export const CONFIDENCES = [0.1, 0.3, 0.5] as const;

/** One style or tag. */
export interface ClassCount {
  /** Name without its parent. */
  readonly name: string;
  /** Parent of a style; empty for a tag. */
  readonly parent: string;
  /** Tracks whose largest activation this is. */
  readonly top: number;
  /** Tracks that reach each of {@linkcode THRESHOLDS}. */
  readonly over: readonly number[];
  /** Mean activation over the tracks that have any. */
  readonly mean: number;
}

/** Which classes a collection holds. */
export interface ClassSummary {
  /** Tracks with activations. */
  readonly n: number;
  readonly missing: number;
  /** Every class of the model, in its order. */
  readonly classes: readonly ClassCount[];
  /** Parents by tracks whose top class is theirs, the largest first. */
  readonly parents: readonly { readonly name: string; readonly top: number }[];
  /** Tracks whose top activation is over each of {@linkcode CONFIDENCES}. */
  readonly sure: readonly { readonly over: number; readonly tracks: number }[];
  /** Tracks none of whose activations reached the floor of the columns. */
  readonly unclear: number;
  /** Whether means count the activations that columns leave out; if not, those count as 0. */
  readonly exactMeans: boolean;
}

/** What only the full vectors tell, by class. */
export interface FullActivations {
  /** Mean activation of each class. */
  readonly mean?: ArrayLike<number>;
  /** Tracks whose largest activation each class is. */
  readonly top?: ArrayLike<number>;
}

/** Counts classes over the activations of all tracks; `null` where no track has any. */
export function classesOf(
  sparse: SparseActivations | undefined,
  full?: FullActivations,
): ClassSummary | null {
  const n = sparse ? sparse.present.reduce((sum, present) => sum + (present ? 1 : 0), 0) : 0;
  if (!sparse || n === 0) return null;
  const { top, over, sums, best } = countActivations(sparse);
  const tops = full?.top ?? top;
  const classes = sparse.labels.map((label, i): ClassCount => {
    const [parent, name] = label.includes("---") ? label.split("---") as [string, string] : [
      "",
      label,
    ];
    return {
      name,
      parent,
      top: tops[i]!,
      over: over.map((counts) => counts[i]!),
      mean: rounded(full?.mean ? full.mean[i]! : sums[i]! / ACTIVATION_STEPS / n),
    };
  });
  const named = classes.reduce((sum, { top }) => sum + top, 0);
  return {
    n,
    missing: sparse.present.length - n,
    classes,
    parents: parentsOf(classes),
    sure: CONFIDENCES.map((over) => ({
      over,
      tracks: best.reduce((sum, value) => sum + (value > over * ACTIVATION_STEPS ? 1 : 0), 0),
    })),
    unclear: n - named,
    exactMeans: full?.mean !== undefined,
  };
}

function countActivations(sparse: SparseActivations) {
  const size = sparse.labels.length;
  const top = new Uint32Array(size);
  const sums = new Float64Array(size);
  const over = THRESHOLDS.map(() => new Uint32Array(size));
  const steps = THRESHOLDS.map((threshold) => Math.round(threshold * ACTIVATION_STEPS));
  const best = new Uint16Array(sparse.present.length);
  for (let row = 0; row < sparse.present.length; row++) {
    let winner = -1;
    for (let at = sparse.offsets[row]!; at < sparse.offsets[row + 1]!; at++) {
      const index = sparse.classes[at]!;
      const value = sparse.values[at]!;
      sums[index]! += value;
      for (let t = 0; t < steps.length && value >= steps[t]!; t++) {
        over[t]![index]!++;
      }
      if (value > best[row]!) {
        best[row] = value;
        winner = index;
      }
    }
    if (winner >= 0) top[winner]!++;
  }
  return { top, over, sums, best };
}

function parentsOf(classes: readonly ClassCount[]): { name: string; top: number }[] {
  const tops = new Map<string, number>();
  for (const { parent, top } of classes) {
    if (parent) tops.set(parent, (tops.get(parent) ?? 0) + top);
  }
  return [...tops].map(([name, top]) => ({ name, top }))
    .sort((a, b) => b.top - a.top || (a.name < b.name ? -1 : 1));
}
