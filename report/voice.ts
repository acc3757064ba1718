import { type Columns, type Opinion, TWO_OPINIONS } from "../domain/mod.ts";

/** The descriptors that can say whether there is voice, the one preferred first. */
export const VOICE_DESCRIPTORS = ["voice", "instrumentalness"] as const;
/** One of {@linkcode VOICE_DESCRIPTORS}. */
export type VoiceDescriptor = (typeof VOICE_DESCRIPTORS)[number];

const QUESTION = TWO_OPINIONS.find(({ id }) => id === "voice_opinions")!;
const zoneOf = (opinion: Opinion | undefined) => opinion!.undecided;

/** Between these, neither included, a model has not decided. */
export const UNDECIDED: Readonly<Record<VoiceDescriptor, readonly [number, number]>> = {
  voice: zoneOf(QUESTION.first[0]),
  instrumentalness: zoneOf(QUESTION.second),
};

/** Tracks with voice and without. */
export interface VoiceSummary {
  /** Which descriptor says so. */
  readonly by: VoiceDescriptor;
  readonly n: number;
  readonly instrumental: number;
  readonly undecided: number;
  readonly voice: number;
  readonly missing: number;
}

/** Splits the tracks by voice, the undecided ones apart. */
export function voiceOf({ numbers, length }: Columns): VoiceSummary {
  const by = VOICE_DESCRIPTORS.find((id) => numbers[id]?.some((value) => !Number.isNaN(value))) ??
    VOICE_DESCRIPTORS[0];
  const [low, high] = UNDECIDED[by].map(Math.fround) as [number, number];
  const counts = { low: 0, undecided: 0, high: 0 };
  for (const value of numbers[by] ?? []) {
    if (!Number.isFinite(value)) continue;
    counts[value <= low ? "low" : value >= high ? "high" : "undecided"]++;
  }
  const n = counts.low + counts.undecided + counts.high;
  const [voice, instrumental] = by === "voice"
    ? [counts.high, counts.low]
    : [counts.low, counts.high];
  return { by, n, instrumental, undecided: counts.undecided, voice, missing: length - n };
}
