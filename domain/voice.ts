import type { Columns } from "./columns.ts";
import { countText } from "./number.ts";
import { speakerOf, TWO_OPINIONS } from "./opinions.ts";

/** The descriptors that can say whether there is voice, the one preferred first. */
export const VOICE_DESCRIPTORS = ["voice", "instrumentalness"] as const;
/** One of {@linkcode VOICE_DESCRIPTORS}. */
export type VoiceDescriptor = (typeof VOICE_DESCRIPTORS)[number];

/** The network behind each. */
export const VOICE_MODEL: Readonly<Record<VoiceDescriptor, string>> = {
  voice: "Discogs-EffNet",
  instrumentalness: "VibeNet",
};

/** What a track can be by its voice. */
export const VOICE_SIDES = ["vocal", "instrumental", "undecided"] as const;
/** One of {@linkcode VOICE_SIDES}. */
export type VoiceSide = (typeof VOICE_SIDES)[number];

/** From which `voice` a track is vocal where no other threshold is asked for. */
export const DEFAULT_VOICE_THRESHOLD = 0.6;

/** What a model says of the voice of a track. */
export interface VoiceValue {
  readonly by: VoiceDescriptor;
  readonly value: number;
}

type Numbers = Pick<Columns, "numbers" | "length">;

const QUESTION = TWO_OPINIONS.find(({ id }) => id === "voice_opinions")!;
const OPINIONS = [...QUESTION.first, QUESTION.second];

/** What the best model that heard a track says; `undefined` where none did. */
export function voiceOf(
  valueOf: (descriptor: string) => number | null | undefined,
): VoiceValue | undefined {
  const [opinion, value] = speakerOf(OPINIONS, valueOf) ?? [];
  const by = VOICE_DESCRIPTORS.find((id) => id === opinion?.descriptor);
  return by === undefined || value === undefined ? undefined : { by, value };
}

/** Where a model has decided. */
export interface VoiceZone {
  /** Up to here it is `below`. */
  readonly low: number;
  /** From here on it is `above`. */
  readonly high: number;
  readonly below: VoiceSide;
  readonly above: VoiceSide;
}

/**
 * Where a model has decided, in single precision as columns are. At the usual threshold these are the
 * zones of doubt of {@linkcode TWO_OPINIONS}; at another what lies on either side of them is scaled alike.
 *
 * @param threshold In (0.5, 1]: `voice` is decided from there up and from its complement down.
 */
export function voiceZone(
  by: VoiceDescriptor,
  threshold = DEFAULT_VOICE_THRESHOLD,
): VoiceZone {
  const [low, high] = OPINIONS.find(({ descriptor }) => descriptor === by)!.undecided;
  const share = (1 - threshold) / (1 - DEFAULT_VOICE_THRESHOLD);
  return by === "voice"
    ? {
      low: Math.fround(1 - threshold),
      high: Math.fround(threshold),
      below: "instrumental",
      above: "vocal",
    }
    : {
      low: Math.fround(low * share),
      high: Math.fround(1 - (1 - high) * share),
      below: "vocal",
      above: "instrumental",
    };
}

/** Tells the side of a model's value, as an index into {@linkcode VOICE_SIDES}. */
function sideFinder(by: VoiceDescriptor, threshold?: number): (value: number) => number {
  const { low, high, below, above } = voiceZone(by, threshold);
  const [under, over, between] = [below, above, "undecided" as const]
    .map((side) => VOICE_SIDES.indexOf(side)) as [number, number, number];
  return (value) => value >= high ? over : value <= low ? under : between;
}

/** The side that a value is on. */
export function voiceSide({ by, value }: VoiceValue, threshold?: number): VoiceSide {
  return VOICE_SIDES[sideFinder(by, threshold)(value)]!;
}

/**
 * The side of every row by the best model that heard it, as an index into {@linkcode VOICE_SIDES}; -1 where
 * none did. Shape `(n,)`.
 */
export function voiceCodes({ numbers, length }: Numbers, threshold?: number): Int8Array {
  const codes = new Int8Array(length).fill(-1);
  for (const by of VOICE_DESCRIPTORS.toReversed()) {
    const column = numbers[by];
    if (!column) continue;
    const sideOf = sideFinder(by, threshold);
    for (let row = 0; row < length; row++) {
      const value = column[row]!;
      if (value === value) codes[row] = sideOf(value);
    }
  }
  return codes;
}

/** A model, and on how many tracks it is the one that says whether there is voice. */
export interface VoiceSource {
  readonly by: VoiceDescriptor;
  readonly n: number;
}

/** The models that say of some track whether there is voice, the one preferred first. */
export function voiceSources({ numbers, length }: Numbers): VoiceSource[] {
  const counts = { voice: 0, instrumentalness: 0 };
  for (let row = 0; row < length; row++) {
    const by = VOICE_DESCRIPTORS.find((id) => !Number.isNaN(numbers[id]?.[row] ?? NaN));
    if (by) counts[by]++;
  }
  return VOICE_DESCRIPTORS.map((by) => ({ by, n: counts[by] })).filter(({ n }) => n > 0);
}

/** Who says it: `VibeNet`, or `Discogs-EffNet on 30, VibeNet on 11`. */
export function voiceSourcesText(sources: readonly VoiceSource[]): string {
  return sources.map(({ by, n }) =>
    sources.length > 1 ? `${VOICE_MODEL[by]} on ${countText(n)}` : VOICE_MODEL[by]
  ).join(", ");
}
