import { EMOTION_CELLS, type EmotionSummary } from "./emotion.ts";
import { rounded } from "./distribution.ts";

/** How evenly tracks spread over categories. `null` where no track is counted. */
export interface Diversity {
  /** Tracks counted. */
  readonly n: number;
  /** Categories that occur, of those possible. */
  readonly seen: number;
  readonly possible: number;
  /** Shannon entropy, bits. */
  readonly entropy: number | null;
  /** Effective number of categories: Hill numbers of order 1 (exp of the entropy) and 2. */
  readonly hill1: number | null;
  readonly hill2: number | null;
  /** Entropy over its maximum, 0..1; `null` with a single possible category. */
  readonly evenness: number | null;
}

/** Diversity of counts by category (Hill 1973). */
export function diversityOf(counts: readonly number[]): Diversity {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const seen = counts.filter((count) => count > 0).length;
  const possible = counts.length;
  if (n === 0) {
    return { n, seen, possible, entropy: null, hill1: null, hill2: null, evenness: null };
  }
  let entropy = 0;
  let squares = 0;
  for (const count of counts) {
    if (count === 0) continue;
    const share = count / n;
    entropy -= share * Math.log(share);
    squares += share * share;
  }
  return {
    n,
    seen,
    possible,
    entropy: rounded(entropy / Math.LN2 + 0),
    hill1: rounded(Math.exp(entropy)),
    hill2: rounded(1 / squares),
    evenness: possible > 1 ? rounded(entropy / Math.log(possible) + 0) : null,
  };
}

/** Tracks in each of the 8 × 8 cells of the emotion plane. */
export function emotionCells({ grid }: EmotionSummary): number[] {
  const per = 2;
  const side = EMOTION_CELLS / per;
  const cells: number[] = new Array(side * side).fill(0);
  grid.forEach((row, i) =>
    row.forEach((count, j) => {
      cells[Math.floor(i / per) * side + Math.floor(j / per)]! += count;
    })
  );
  return cells;
}
