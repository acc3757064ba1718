/** Factors that a listener may tap instead of the annotated tempo. */
const OCTAVES = [1, 2, 1 / 2, 3, 1 / 3];

/** How many of the estimates are right. */
export interface TempoFigures {
  /** Tracks with an annotation and an estimate. */
  readonly count: number;
  /** Annotated tracks without an estimate; they are in no share. */
  readonly missing: number;
  /**
   * Shares in [0, 1] within 4 % (Gouyon et al. 2006) and within 2 % of the annotation: `accuracy1` of it
   * alone, `accuracy2` also of its half, double, third and triple.
   */
  readonly accuracy1: Readonly<Record<Tolerance, number>>;
  readonly accuracy2: Readonly<Record<Tolerance, number>>;
}

/** The tolerances that are reported, in per cent. */
export const TOLERANCES = ["4", "2"] as const;
/** See {@linkcode TOLERANCES}. */
export type Tolerance = (typeof TOLERANCES)[number];

/** Whether an estimate lies within a share of the annotation, or of one of its octaves. */
export function isTempoRight(
  { truth, estimate }: { readonly truth: number; readonly estimate: number },
  { tolerance, octaves }: { readonly tolerance: number; readonly octaves: boolean },
): boolean {
  const factors = octaves ? OCTAVES : [1];
  return factors.some((factor) =>
    Math.abs(estimate - truth * factor) <= tolerance * truth * factor
  );
}

/** {@linkcode TempoFigures} of two columns; NaN stands for no value. Shares of nothing are NaN. */
export function tempoFigures(
  truth: ArrayLike<number>,
  estimate: ArrayLike<number>,
): TempoFigures {
  let count = 0;
  let missing = 0;
  const right = { accuracy1: { 4: 0, 2: 0 }, accuracy2: { 4: 0, 2: 0 } };
  for (let row = 0; row < truth.length; row++) {
    if (!(truth[row]! > 0)) continue;
    if (!(estimate[row]! > 0)) {
      missing++;
      continue;
    }
    count++;
    const pair = { truth: truth[row]!, estimate: estimate[row]! };
    for (const percent of TOLERANCES) {
      const tolerance = Number(percent) / 100;
      if (isTempoRight(pair, { tolerance, octaves: false })) right.accuracy1[percent]++;
      if (isTempoRight(pair, { tolerance, octaves: true })) right.accuracy2[percent]++;
    }
  }
  const shares = (counts: Readonly<Record<Tolerance, number>>) => ({
    4: counts[4] / count,
    2: counts[2] / count,
  });
  return {
    count,
    missing,
    accuracy1: shares(right.accuracy1),
    accuracy2: shares(right.accuracy2),
  };
}
