import type { Mask, VoiceSide } from "../../query/mod.ts";

/** Tracks of a mask, or all, by what a threshold makes of their voice; those without a value count nowhere. */
export function countVoice(
  column: Float32Array | undefined,
  { threshold, mask }: { readonly threshold: number; readonly mask?: Mask | undefined },
): Readonly<Record<VoiceSide, number>> {
  const counts = { vocal: 0, instrumental: 0, undecided: 0 };
  const [high, low] = [Math.fround(threshold), Math.fround(1 - threshold)];
  for (let row = 0; row < (column?.length ?? 0); row++) {
    const value = column![row]!;
    if (Number.isNaN(value) || mask?.[row] === 0) continue;
    counts[value >= high ? "vocal" : value <= low ? "instrumental" : "undecided"]++;
  }
  return counts;
}
