import { seeded } from "../domain/mod.ts";

/** A figure with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How good one class is found. */
export interface ClassFigures {
  readonly name: string;
  /** Test tracks that bear it. */
  readonly tracks: number;
  /** Shares in [0, 1]; NaN where the class was never found, or has no track. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly f1Interval: Interval;
  /** Area under the ROC curve, and average precision; NaN where all or no track bears the class. */
  readonly rocAuc: number;
  readonly prAuc: number;
}

/**
 * One bin of a reliability diagram (Niculescu-Mizil & Caruana 2005). Edges are those of single precision, so
 * that nine neighbours of ten are in the bin from .9 on.
 */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean probability of the predicted class, and how often it was right. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** What a model does on tracks that it did not learn from. */
export interface Figures {
  readonly tracks: number;
  /** Share of tracks whose most probable class is one of theirs. */
  readonly accuracy: Interval;
  /** Means over the classes that have test tracks. */
  readonly macroF1: Interval;
  readonly balancedAccuracy: number;
  readonly rocAuc: number;
  readonly prAuc: number;
  /**
   * The share of tracks of which one label, guessed as often as each label stands there, is right; and of which
   * the most frequent one is.
   */
  readonly chance: number;
  readonly majority: number;
  readonly classes: readonly ClassFigures[];
  /** Tracks by their first class (row) and the most probable one (column). Shape `(k, k)`. */
  readonly confusion: Uint32Array;
  readonly reliability: readonly ReliabilityBin[];
  /** Expected calibration error, in [0, 1]. */
  readonly calibrationError: number;
}

/** What figures are made of; rows of all are the same tracks. */
export interface Outcome {
  /** Shape `(n, k)`. */
  readonly probabilities: Float32Array;
  /** Shape `(n, k)`. */
  readonly targets: Uint8Array;
  readonly classes: readonly string[];
  /** Whether a track can bear more than one class; one each where left out. */
  readonly several?: boolean;
  /** Groups that are resampled together, such as artists; empty for a group of its own. Shape `(n,)`. */
  readonly groups: readonly string[];
}

/** Of several labels, the probability from which on one counts as found. */
export const FOUND_FROM = 0.5;

const RESAMPLES = 400;
const BINS = 10;

/** Figures of an outcome, with intervals from a bootstrap over its groups (Efron 1979; Field & Welsh 2007). */
export function figuresOf(outcome: Outcome, { seed }: { readonly seed: number }): Figures {
  const { targets, classes } = outcome;
  const k = classes.length;
  const count = targets.length / k;
  const top = Uint16Array.from({ length: count }, (_, i) => topOf(outcome.probabilities, { i, k }));
  const first = Int16Array.from(
    { length: count },
    (_, i) => targets.subarray(i * k, (i + 1) * k).indexOf(1),
  );
  const confusion = new Uint32Array(k * k);
  for (let i = 0; i < count; i++) {
    if (first[i]! >= 0) confusion[first[i]! * k + top[i]!]!++;
  }
  const all = Uint32Array.from({ length: count }, (_, i) => i);
  const whole = scoresOf(outcome, { top, rows: all });
  const spread = bootstrap(outcome, { top, seed, whole });
  const areas = classes.map((_, c) => areasOf(outcome, c));
  const sizes = classes.map((_, c) => all.reduce((sum, i) => sum + targets[i * k + c]!, 0));
  const mean = (values: readonly number[]) => {
    const there = values.filter(Number.isFinite);
    return there.reduce((sum, value) => sum + value, 0) / there.length;
  };
  const reliability = reliabilityOf(outcome, top);
  return {
    tracks: count,
    accuracy: { value: whole.accuracy, ...spread.accuracy },
    macroF1: { value: whole.macroF1, ...spread.macroF1 },
    balancedAccuracy: mean(whole.recall),
    rocAuc: mean(areas.map(({ roc }) => roc)),
    prAuc: mean(areas.map(({ pr }) => pr)),
    chance: sizes.reduce((sum, size) => sum + size ** 2, 0) /
      (count * Math.max(1, sizes.reduce((sum, size) => sum + size, 0))),
    majority: Math.max(...sizes) / count,
    classes: classes.map((name, c) => ({
      name,
      tracks: sizes[c]!,
      precision: whole.precision[c]!,
      recall: whole.recall[c]!,
      f1: whole.f1[c]!,
      f1Interval: { value: whole.f1[c]!, ...spread.f1[c]! },
      rocAuc: areas[c]!.roc,
      prAuc: areas[c]!.pr,
    })),
    confusion,
    reliability,
    calibrationError: reliability.reduce(
      (sum, bin) => sum + bin.count / count * Math.abs(bin.confidence - bin.accuracy),
      0,
    ),
  };
}

function topOf(
  probabilities: Float32Array,
  { i, k }: { readonly i: number; readonly k: number },
): number {
  let top = 0;
  for (let c = 1; c < k; c++) if (probabilities[i * k + c]! > probabilities[i * k + top]!) top = c;
  return top;
}

interface Scores {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly f1: readonly number[];
}

/** A class counts as found where it is the most probable; of several labels, from .5 on too. */
function scoresOf(
  { probabilities, targets, classes, several = false }: Outcome,
  { top, rows }: { readonly top: Uint16Array; readonly rows: Uint32Array },
): Scores {
  const k = classes.length;
  const [hits, found, there] = [new Uint32Array(k), new Uint32Array(k), new Uint32Array(k)];
  let right = 0;
  for (const i of rows) {
    right += targets[i * k + top[i]!]!;
    for (let c = 0; c < k; c++) {
      const isFound = top[i] === c || several && probabilities[i * k + c]! >= FOUND_FROM;
      const isThere = targets[i * k + c] === 1;
      if (isFound) found[c]!++;
      if (isThere) there[c]!++;
      if (isFound && isThere) hits[c]!++;
    }
  }
  const share = (of: Uint32Array) => Array.from(hits, (hit, c) => hit / of[c]!);
  const f1 = Array.from(
    hits,
    (hit, c) => there[c] === 0 ? NaN : 2 * hit / (found[c]! + there[c]!),
  );
  const counted = f1.filter(Number.isFinite);
  return {
    accuracy: right / rows.length,
    macroF1: counted.reduce((sum, value) => sum + value, 0) / counted.length,
    precision: share(found),
    recall: share(there),
    f1,
  };
}

type Bounds = Omit<Interval, "value">;

function bootstrap(
  outcome: Outcome,
  { top, seed, whole }: {
    readonly top: Uint16Array;
    readonly seed: number;
    readonly whole: Scores;
  },
): { readonly accuracy: Bounds; readonly macroF1: Bounds; readonly f1: readonly Bounds[] } {
  const groups = [
    ...Map.groupBy(outcome.groups.keys(), (i) => outcome.groups[i] || `\n${i}`).values(),
  ];
  const random = seeded(seed);
  const found = Array.from({ length: RESAMPLES }, () => {
    const rows = groups.flatMap(() => groups[Math.floor(random() * groups.length)]!);
    return scoresOf(outcome, { top, rows: Uint32Array.from(rows) });
  });
  return {
    accuracy: boundsOf(found.map(({ accuracy }) => accuracy)),
    macroF1: boundsAround(whole.macroF1, found.map(({ macroF1 }) => macroF1)),
    f1: outcome.classes.map((_, c) => boundsOf(found.map(({ f1 }) => f1[c]!))),
  };
}

function boundsOf(values: readonly number[]): Bounds {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return { low: at(0.025), high: at(0.975) };
}

/**
 * Bounds less the bias of the resamples (Efron & Tibshirani 1993): rare classes are missing from many of them,
 * and come with more tracks than they have in the others, which raises a mean over classes.
 */
function boundsAround(value: number, values: readonly number[]): Bounds {
  const there = values.filter(Number.isFinite);
  const bias = there.reduce((sum, one) => sum + one, 0) / there.length - value;
  const { low, high } = boundsOf(values);
  return { low: Math.max(0, low - bias), high: Math.min(1, high - bias) };
}

/** Area under the ROC curve, by ranks with ties shared, and average precision of one class. */
function areasOf(
  { probabilities, targets, classes: { length: k } }: Outcome,
  c: number,
): { readonly roc: number; readonly pr: number } {
  const count = targets.length / k;
  const order = Uint32Array.from({ length: count }, (_, i) => i)
    .sort((a, b) => probabilities[b * k + c]! - probabilities[a * k + c]!);
  let [hits, misses, roc, pr] = [0, 0, 0, 0];
  for (let from = 0, to = 0; from < count; from = to) {
    const value = probabilities[order[from]! * k + c]!;
    let [some, none] = [0, 0];
    for (; to < count && probabilities[order[to]! * k + c] === value; to++) {
      if (targets[order[to]! * k + c] === 1) some++;
      else none++;
    }
    roc += none * (hits + some / 2);
    hits += some;
    misses += none;
    pr += some * hits / (hits + misses);
  }
  return hits === 0 || misses === 0
    ? { roc: NaN, pr: NaN }
    : { roc: roc / (hits * misses), pr: pr / hits };
}

function reliabilityOf(
  { probabilities, targets, classes: { length: k } }: Outcome,
  top: Uint16Array,
): ReliabilityBin[] {
  const [count, sure, right] = [
    new Uint32Array(BINS),
    new Float64Array(BINS),
    new Float64Array(BINS),
  ];
  for (const [i, c] of top.entries()) {
    const confidence = probabilities[i * k + c]!;
    const bin = Math.min(BINS - 1, Math.floor(Math.fround(confidence * BINS)));
    count[bin]!++;
    sure[bin]! += confidence;
    right[bin]! += targets[i * k + c]!;
  }
  return Array.from(count, (n, bin) => ({
    count: n,
    confidence: n === 0 ? (bin + 0.5) / BINS : sure[bin]! / n,
    accuracy: n === 0 ? (bin + 0.5) / BINS : right[bin]! / n,
  })).filter(({ count }) => count > 0);
}

/**
 * Accuracy at the roots of a hierarchy: the share of tracks for whose most probable class the root is that
 * of one of their own classes.
 *
 * @param roots Root of each class. Shape `(k,)`.
 */
export function rootAccuracy(
  { probabilities, targets, classes: { length: k } }: Outcome,
  roots: readonly number[],
): number {
  const count = targets.length / k;
  let right = 0;
  for (let i = 0; i < count; i++) {
    const sums = new Map<number, number>();
    for (let c = 0; c < k; c++) {
      sums.set(roots[c]!, (sums.get(roots[c]!) ?? 0) + probabilities[i * k + c]!);
    }
    const best = [...sums].reduce((a, b) => b[1] > a[1] ? b : a)[0];
    const own = roots.some((root, c) => root === best && targets[i * k + c] === 1);
    if (own) right++;
  }
  return right / count;
}
