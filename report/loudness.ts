import type { Columns } from "../domain/mod.ts";
import { quantileOf, rounded, sortedValues } from "./distribution.ts";

/** Loudness that broadcasters and services aim at, LUFS, the quietest first. */
export const LOUDNESS_TARGETS = [
  { at: -23, label: "broadcast", source: "EBU R 128" },
  { at: -16, label: "−16", source: "AES TD1008, streaming, lower recommendation" },
  { at: -14, label: "streaming", source: "usual normalisation of music services" },
  { at: -9, label: "loud master", source: "mastering practice of loud popular music" },
] as const;

/** An end at which a distribution stops instead of thinning out. */
export interface HardEdge {
  readonly at: number;
  /** Tracks within a quarter of the interquartile range of the end. */
  readonly tracks: number;
}

/** Loudness against the targets. */
export interface LoudnessSummary {
  /** Tracks with an integrated loudness. */
  readonly n: number;
  /** Tracks louder than each of {@linkcode LOUDNESS_TARGETS}. */
  readonly louder: readonly { readonly at: number; readonly tracks: number }[];
  /** Tracks with a true peak, those over 0 dBTP (clipping on playback), and over −1 dBTP. */
  readonly peaks: number;
  readonly clipping: number;
  readonly overMinusOne: number;
  readonly quietEnd: HardEdge | null;
  readonly loudEnd: HardEdge | null;
}

/** Compares loudness with the targets, and looks for ends cut by a selection. */
export function loudnessOf({ numbers }: Columns): LoudnessSummary {
  const loudness = sortedValues(numbers.loudness ?? []);
  const peaks = sortedValues(numbers.true_peak ?? []);
  const over = (values: Float32Array, limit: number) =>
    values.reduce((count, value) => count + (value > limit ? 1 : 0), 0);
  return {
    n: loudness.length,
    louder: LOUDNESS_TARGETS.map(({ at }) => ({ at, tracks: over(loudness, at) })),
    peaks: peaks.length,
    clipping: over(peaks, 0),
    overMinusOne: over(peaks, -1),
    ...hardEdges(loudness),
  };
}

/**
 * Ends at which a distribution stops hard, as one does that was filtered to a range. An end is hard
 * where at least 1 % of the tracks, and at least 10, lie within a quarter of the interquartile range
 * of the extreme value: a normal distribution of 1,000 has 3 or 4 there, a uniform one 125.
 *
 * @param sorted Values in ascending order.
 */
export function hardEdges(
  sorted: Float32Array,
): { readonly quietEnd: HardEdge | null; readonly loudEnd: HardEdge | null } {
  const n = sorted.length;
  if (n === 0) return { quietEnd: null, loudEnd: null };
  const reach = (quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)) / 4;
  const low = sorted[0]!;
  const high = sorted[n - 1]!;
  const edge = (at: number): HardEdge | null => {
    const tracks = sorted.reduce((sum, x) => sum + (Math.abs(x - at) <= reach ? 1 : 0), 0);
    return reach > 0 && tracks >= Math.max(10, n / 100) ? { at: rounded(at), tracks } : null;
  };
  return { quietEnd: edge(low), loudEnd: edge(high) };
}
