import type { Columns } from "../domain/mod.ts";

/**
 * Between these, neither included, the classifier has not decided; it was trained to tell 0
 * (instrumental) from 1 (voice).
 */
export const UNDECIDED = [0.4, 0.6] as const;
const [LOW, HIGH] = [Math.fround(UNDECIDED[0]), Math.fround(UNDECIDED[1])];

/** Tracks with voice and without. */
export interface VoiceSummary {
  readonly n: number;
  readonly instrumental: number;
  readonly undecided: number;
  readonly voice: number;
  readonly missing: number;
}

/** Splits the tracks by voice, the undecided ones apart. */
export function voiceOf({ numbers, length }: Columns): VoiceSummary {
  const counts = { instrumental: 0, undecided: 0, voice: 0 };
  for (const value of numbers.voice ?? []) {
    if (!Number.isFinite(value)) continue;
    if (value <= LOW) counts.instrumental++;
    else if (value >= HIGH) counts.voice++;
    else counts.undecided++;
  }
  const n = counts.instrumental + counts.undecided + counts.voice;
  return { n, ...counts, missing: length - n };
}
