import {
  type Columns,
  VOICE_SIDES,
  voiceCodes,
  type VoiceSource,
  voiceSources,
} from "../domain/mod.ts";

/** Tracks with voice and without, by the best model that heard each. */
export interface VoiceSummary {
  /** Who says it, the one preferred first. */
  readonly sources: readonly VoiceSource[];
  readonly n: number;
  readonly instrumental: number;
  readonly undecided: number;
  readonly voice: number;
  readonly missing: number;
}

/** Splits the tracks by voice, the undecided ones apart. */
export function summariseVoice(columns: Columns): VoiceSummary {
  const counts = VOICE_SIDES.map(() => 0);
  let missing = 0;
  for (const code of voiceCodes(columns)) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const [voice, instrumental, undecided] = counts as [number, number, number];
  return {
    sources: voiceSources(columns),
    n: columns.length - missing,
    instrumental,
    undecided,
    voice,
    missing,
  };
}
