import type { Bpm } from "../../domain/mod.ts";

/** What is written as the tempo of a track: a value, and how far, in octaves, most lie about it. */
export interface Preference {
  readonly about: number;
  readonly spread: number;
}

/** What the tempi of made pieces have in common, fitted by `tools/tempo_doubt.ts`. */
export const PREFERRED: {
  /** BPM. */
  readonly tempo: Preference;
  /** Onsets a beat. */
  readonly onsets: Preference;
} = {
  tempo: { about: 86, spread: 0.54 },
  onsets: { about: 1.4, spread: 0.62 },
};

/** Fewest onsets a second that are told apart. */
const FEWEST = 0.3;
/** Range of the beat trackers. */
const SLOWEST: Bpm = 40;
const FASTEST: Bpm = 208;

/** Half of a tempo, the tempo and double of it, where the beat trackers can name them. */
export function octavesOf(bpm: Bpm): readonly Bpm[] {
  return [bpm, bpm / 2, bpm * 2].filter((each, i) =>
    i === 0 || (each >= SLOWEST && each <= FASTEST)
  );
}

/** A tempo and its onsets a beat, on a scale of octaves: log2 of BPM and of their number. */
export function onOctaves(bpm: Bpm, onsetRate: number): { tempo: number; onsets: number } {
  return { tempo: Math.log2(bpm), onsets: Math.log2(Math.max(FEWEST, onsetRate) / (bpm / 60)) };
}

/**
 * How likely it is that half or double of a tempo would be written in its place, 0..1: normal laws of
 * tempo and of onsets a beat, both on a scale of octaves, over the three.
 *
 * @param onsetRate Onsets a second.
 */
export function tempoDoubt(bpm: Bpm, onsetRate: number): number {
  const [own, ...others] = octavesOf(bpm).map((each) => {
    const { tempo, onsets } = onOctaves(each, onsetRate);
    return likelihood(tempo, PREFERRED.tempo) * likelihood(onsets, PREFERRED.onsets);
  });
  const rest = others.reduce((sum, weight) => sum + weight, 0);
  return rest / (rest + own!);
}

/** Of a value, log2, under a normal law; not normalised. */
function likelihood(value: number, { about, spread }: Preference): number {
  return Math.exp(-(((value - Math.log2(about)) / spread) ** 2) / 2);
}
