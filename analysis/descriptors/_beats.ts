import type { Bpm, Seconds } from "../../domain/mod.ts";
import { agreeOnBeats } from "./_agreement.ts";
import { ONSET_RATE } from "./_beat_periods.ts";
import { tapBeats } from "./_beat_tracker.ts";
import { type CoarseOnsets, onsetFunctions } from "./_onset_functions.ts";

/** What the beat trackers hear. */
export interface Beats {
  /** Essentia's own tempo, the mean of the beats about the commonest interval; 0 without beats. */
  readonly bpm: Bpm;
  /** Beat positions from the start of the samples. */
  readonly beats: readonly Seconds[];
  /** Mutual agreement of the five beat trackers, 0..5; always 0 for `degara`. */
  readonly confidence: number;
}

const COARSE = { doubled: true };
const FINE = { doubled: false };
const COARSE_RATE = ONSET_RATE / 2;
/** Half the width of a bin of the tempo histogram, and how far from the commonest bin still counts. */
const BIN: Bpm = 2;
const TOLERANCE: Bpm = 5;

/**
 * Beats and tempo as Essentia's RhythmExtractor2013 gives them (tests/analysis/tempo_test.ts
 * compares them), from one spectrogram for all five onset functions in place of one each.
 *
 * @param x44k Finite mono samples at 44.1 kHz, not empty.
 * @param options.coarse Their coarse onset functions as timbre has made them.
 */
export function beatsOf(
  x44k: Float32Array,
  { method, coarse }: {
    readonly method: "multifeature" | "degara";
    readonly coarse: CoarseOnsets;
  },
): Beats {
  if (method === "degara") {
    const beats = [...tapBeats(coarse.complex, COARSE)];
    return { bpm: commonTempo(beats), beats, confidence: 0 };
  }
  const { complex, energy, mel, emphasis, gain } = onsetFunctions(x44k, coarse);
  const candidates = [
    ...[complex, energy, mel].map((onsets) => tapBeats(onsets, COARSE)),
    ...[emphasis, gain].map((onsets) => tapBeats(onsets, FINE)),
  ];
  const { beats, confidence } = agreeOnBeats(candidates);
  return { bpm: commonTempo([...beats]), beats: [...beats], confidence };
}

/**
 * Beats by `degara`, and on demand how far the trackers under the other two coarse onset functions agree
 * with it and each other: the measure of `multifeature`, 0..5, on three of its five trackers, for
 * little more than `degara` costs.
 */
export function ratedBeatsOf({ complex, energy, mel }: CoarseOnsets): {
  readonly found: Beats;
  readonly confidence: () => number;
} {
  const tracked = tapBeats(complex, COARSE);
  const others = () => [energy, mel].map((onsets) => tapBeats(onsets, COARSE));
  return {
    found: { bpm: commonTempo([...tracked]), beats: [...tracked], confidence: 0 },
    confidence: () => agreeOnBeats([tracked, ...others()]).confidence,
  };
}

/** How far from the tempo that {@linkcode beatsNear} is given it looks, as a ratio. */
const NEARNESS = 1.12;
/** How far it looks at the least: Essentia's tracker takes no range of 20 BPM or less. */
const LEAST_REACH: Bpm = 10.5;

/**
 * Beats of the `degara` tracker where only tempi within 12 % of a given one, or 10.5 BPM, are
 * considered.
 */
export function beatsNear({ complex }: CoarseOnsets, tempo: Bpm): readonly Seconds[] {
  const slowest = Math.min(180, Math.max(40, Math.min(tempo / NEARNESS, tempo - LEAST_REACH)));
  const fastest = Math.min(208, Math.max(slowest + 2 * LEAST_REACH, tempo * NEARNESS));
  return [...tapBeats(complex, { ...COARSE, range: [slowest, fastest] })];
}

/** Onset values on each side of a beat among which its strength is looked for: 46 ms. */
const ABOUT = 2;

/** Mean of the largest complex onset value about each beat. */
export function strengthAt(beats: readonly Seconds[], { complex }: CoarseOnsets): number {
  const strengths = beats.map((beat) => {
    const at = Math.floor(beat * COARSE_RATE);
    return Math.max(0, ...complex.subarray(Math.max(0, at - ABOUT), at + ABOUT + 1));
  });
  return strengths.reduce((sum, strength) => sum + strength, 0) / strengths.length;
}

/** Mean of the tempi of single intervals within 5 BPM of the fullest 2-BPM bin. */
function commonTempo(beats: readonly Seconds[]): Bpm {
  const tempi = beats.slice(1).map((beat, i) => 60 / (beat - beats[i]!));
  if (tempi.length === 0) return 0;
  const counts = new Map<number, number>();
  for (const tempo of tempi) {
    const bin = Math.floor(tempo / BIN + 0.5);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const bins = [...counts].filter(([, count]) => count === most).map(([bin]) => bin);
  const common = Math.min(...bins) * BIN;
  const near = tempi.filter((tempo) => Math.abs(tempo - common) < TOLERANCE);
  return near.length === 0 ? common : near.reduce((sum, tempo) => sum + tempo, 0) / near.length;
}
