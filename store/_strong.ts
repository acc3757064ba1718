import { ACTIVATION_FLOOR, ACTIVATION_STEPS } from "../domain/mod.ts";
import type { StrongActivations } from "./records.ts";

/** What of a vector of activations a column keeps; `undefined` where it has no finite value. */
export function strongOf(activations: Float32Array): StrongActivations | undefined {
  const pairs: number[] = [];
  let top = -Infinity;
  let topClass = -1;
  for (let i = 0; i < activations.length; i++) {
    const value = activations[i]!;
    if (value > top) {
      top = value;
      topClass = i;
    }
    if (value >= ACTIVATION_FLOOR) pairs.push(i, Math.round(Math.min(value, 1) * ACTIVATION_STEPS));
  }
  if (topClass < 0) return undefined;
  return { pairs: Uint16Array.from(pairs), top, topClass };
}
