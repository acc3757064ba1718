import { type Columns, VOICE_SIDES, voiceCodes, type VoiceSide } from "../../domain/mod.ts";
import type { Mask } from "../../query/mod.ts";

/** Tracks of a mask, or all, by what a threshold makes of their voice; those without a value count nowhere. */
export function countVoice(
  columns: Pick<Columns, "numbers" | "length"> | undefined,
  { threshold, mask }: { readonly threshold: number; readonly mask?: Mask | undefined },
): Readonly<Record<VoiceSide, number>> {
  const counts = { vocal: 0, instrumental: 0, undecided: 0 };
  if (!columns) return counts;
  for (const [row, code] of voiceCodes(columns, threshold).entries()) {
    if (code >= 0 && mask?.[row] !== 0) counts[VOICE_SIDES[code]!]++;
  }
  return counts;
}
