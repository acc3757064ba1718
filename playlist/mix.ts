import type { Seconds } from "../domain/mod.ts";

/** A piece of a track, and the beats of that track. */
export interface MixPart {
  /** Where the piece begins in the track. */
  readonly start: Seconds;
  readonly length: Seconds;
  /** In the track. */
  readonly beats: readonly Seconds[];
}

/** How a second piece is played over the end of a first. */
export interface Mix {
  /** When it begins, from the beginning of the first on. */
  readonly at: Seconds;
  /** How much faster than recorded. */
  readonly rate: number;
  /** Whether its beats fall on those of the first; else both are played as they are. */
  readonly isAligned: boolean;
}

/** How long both pieces sound. */
export const OVERLAP: Seconds = 4;
/** Beats that a piece needs for its tempo to be told. */
const FEWEST_BEATS = 4;
/** The most that a track is played faster or slower: two semitones. */
const MOST_RATE = 2 ** (2 / 12);

/**
 * How the beginning of a track is mixed over the end of another: at the tempo of the first, half and double
 * counting as the same, and with its beats on those of the first.
 */
export function mixOf(from: MixPart, to: MixPart): Mix {
  const about = Math.max(0, from.length - OVERLAP);
  const plain: Mix = { at: about, rate: 1, isAligned: false };
  const [one, other] = [beatsIn(from), beatsIn(to)];
  if (one.length < FEWEST_BEATS || other.length < FEWEST_BEATS) return plain;
  const ratio = Math.log2(periodOf(other) / periodOf(one));
  const rate = 2 ** (ratio - Math.round(ratio));
  if (rate > MOST_RATE || rate < 1 / MOST_RATE) return plain;
  const period = Math.min(periodOf(one), periodOf(other) / rate);
  const grid = (time: Seconds) => {
    const near = one.reduce((best, beat) =>
      Math.abs(beat - time) < Math.abs(best - time) ? beat : best
    );
    const apart = time - near;
    return apart - Math.round(apart / period) * period;
  };
  let at = about;
  const over = other.map((beat) => beat / rate).filter((beat) => beat <= OVERLAP);
  const beats = over.length > 0 ? over : [other[0]! / rate];
  at -= grid(at + beats[0]!);
  at -= beats.reduce((sum, beat) => sum + grid(at + beat), 0) / beats.length;
  return { at: Math.max(0, at), rate, isAligned: at >= 0 };
}

function beatsIn({ start, length, beats }: MixPart): Seconds[] {
  return beats.map((beat) => beat - start).filter((beat) => beat >= 0 && beat <= length);
}

/** The middle one of the times from beat to beat. */
function periodOf(beats: readonly Seconds[]): Seconds {
  const apart = beats.slice(1).map((beat, i) => beat - beats[i]!).sort((a, b) => a - b);
  return apart[apart.length >> 1]!;
}
