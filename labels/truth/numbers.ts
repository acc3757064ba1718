/** One bin of a calibration: tracks with similar estimates. */
export interface CalibrationBin {
  readonly count: number;
  /** Means over the bin. */
  readonly estimate: number;
  readonly truth: number;
}

/** How near the estimates of a number come to its annotations. */
export interface NumberFigures {
  readonly count: number;
  /** Annotated tracks without an estimate. */
  readonly missing: number;
  /** Share of the annotations' variance that the estimates explain as they are; negative where the mean would do better. */
  readonly r2: number;
  /** Pearson's correlation. */
  readonly r: number;
  /** Concordance correlation coefficient (Lin 1989): 1 where estimates equal annotations. */
  readonly ccc: number;
  /** Mean absolute error, in the number's unit. */
  readonly mae: number;
  /** Mean of estimate minus annotation. */
  readonly bias: number;
  /** Ten bins of equally many tracks, by rising estimate; fewer of few tracks. */
  readonly calibration: readonly CalibrationBin[];
}

const BINS = 10;
/** Tracks that a bin of a calibration should have. */
const FEWEST = 3;

/** {@linkcode NumberFigures} of two columns; NaN stands for no value. */
export function numberFigures(
  truth: ArrayLike<number>,
  estimate: ArrayLike<number>,
): NumberFigures {
  const pairs: (readonly [truth: number, estimate: number])[] = [];
  let missing = 0;
  for (let row = 0; row < truth.length; row++) {
    if (!Number.isFinite(truth[row])) continue;
    if (Number.isFinite(estimate[row])) pairs.push([truth[row]!, estimate[row]!]);
    else missing++;
  }
  const mean = (of: (pair: readonly [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [meanT, meanE] = [mean(([t]) => t), mean(([, e]) => e)];
  const [varT, varE] = [mean(([t]) => (t - meanT) ** 2), mean(([, e]) => (e - meanE) ** 2)];
  const together = mean(([t, e]) => (t - meanT) * (e - meanE));
  return {
    count: pairs.length,
    missing,
    r2: 1 - mean(([t, e]) => (t - e) ** 2) / varT,
    r: together / Math.sqrt(varT * varE),
    ccc: 2 * together / (varT + varE + (meanT - meanE) ** 2),
    mae: mean(([t, e]) => Math.abs(t - e)),
    bias: meanE - meanT,
    calibration: calibrationOf(pairs),
  };
}

function calibrationOf(pairs: (readonly [number, number])[]): CalibrationBin[] {
  const sorted = pairs.toSorted(([, a], [, b]) => a - b);
  const bins = Math.min(BINS, Math.floor(sorted.length / FEWEST));
  return Array.from({ length: bins }, (_, bin) => {
    const from = Math.round(bin * sorted.length / bins);
    const part = sorted.slice(from, Math.round((bin + 1) * sorted.length / bins));
    const mean = (at: 0 | 1) => part.reduce((sum, pair) => sum + pair[at], 0) / part.length;
    return { count: part.length, truth: mean(0), estimate: mean(1) };
  });
}
