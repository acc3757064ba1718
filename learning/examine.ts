import { seeded, shuffled } from "../domain/mod.ts";
import { circlesOf } from "./_circles.ts";
import { learn, type Learned, type LearnerOptions } from "./learners.ts";
import { type Figures, figuresOf, type Outcome } from "./metrics.ts";
import type { Problem } from "./problem.ts";
import { type Division, type Leakage, leakageOf } from "./splits.ts";

/** What a learner did on the test rows of a division, and what leaked into them. */
export interface Examined {
  readonly figures: Figures;
  readonly leakage: Leakage;
  readonly outcome: Outcome;
}

/** The outcome on some rows. */
export function outcomeOf(problem: Problem, learned: Learned, rows: Uint32Array): Outcome {
  const { classes, targets, artists, features, several } = problem;
  const k = classes.length;
  const wanted = new Uint8Array(rows.length * k);
  for (const [i, row] of rows.entries()) {
    wanted.set(targets.subarray(row * k, (row + 1) * k), i * k);
  }
  return {
    probabilities: learned.probabilities(features, rows),
    targets: wanted,
    classes,
    several,
    groups: circlesOf(Array.from(rows, (row) => artists[row]!)),
  };
}

/** Examines what was learned on the division's test rows. */
export function examined(
  problem: Problem,
  learned: Learned,
  { division, seed }: { readonly division: Division; readonly seed: number },
): Examined {
  const outcome = outcomeOf(problem, learned, division.test);
  return {
    figures: figuresOf(outcome, { seed }),
    leakage: leakageOf(problem, division),
    outcome,
  };
}

/** What one fold of several says. */
export interface FoldFigures {
  readonly tracks: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly rocAuc: number;
  readonly prAuc: number;
}

/**
 * Folds as one: figures, with their intervals, are those of all tested rows together, each by what had
 * not met it; areas under curves are means over the folds, since probabilities of several models have no
 * one order.
 */
export function pooled(
  parts: readonly Examined[],
  { seed }: { readonly seed: number },
): Examined & { readonly folds: readonly FoldFigures[] } {
  const outcome: Outcome = {
    classes: parts[0]!.outcome.classes,
    several: parts[0]!.outcome.several ?? false,
    groups: parts.flatMap(({ outcome }) => outcome.groups),
    probabilities: Float32Array.from(parts.flatMap(({ outcome }) => [...outcome.probabilities])),
    targets: Uint8Array.from(parts.flatMap(({ outcome }) => [...outcome.targets])),
  };
  const folds = parts.map(({ figures }) => ({
    tracks: figures.tracks,
    accuracy: figures.accuracy.value,
    macroF1: figures.macroF1.value,
    rocAuc: figures.rocAuc,
    prAuc: figures.prAuc,
  }));
  const sum = (of: keyof Leakage) => parts.reduce((total, { leakage }) => total + leakage[of], 0);
  return {
    folds,
    outcome,
    figures: {
      ...figuresOf(outcome, { seed }),
      rocAuc: meanAndDeviation(folds.map(({ rocAuc }) => rocAuc)).mean,
      prAuc: meanAndDeviation(folds.map(({ prAuc }) => prAuc)).mean,
    },
    leakage: {
      tracks: sum("tracks"),
      artist: sum("artist"),
      album: sum("album"),
      unknownArtist: sum("unknownArtist"),
    },
  };
}

/** Mean and standard deviation (n − 1) of what is finite; NaN of nothing. */
export function meanAndDeviation(
  values: readonly number[],
): { readonly mean: number; readonly deviation: number } {
  const there = values.filter(Number.isFinite);
  const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
  const squares = there.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (there.length - 1)) };
}

/** A mistake that the model was sure of. */
export interface Mistake {
  readonly row: number;
  readonly predicted: string;
  readonly probability: number;
  readonly labels: readonly string[];
}

/** The surest mistakes on the test rows, surest first. */
export function surestMistakes(
  { probabilities, targets, classes }: Outcome,
  { rows, count }: { readonly rows: Uint32Array; readonly count: number },
): Mistake[] {
  const k = classes.length;
  const mistakes: Mistake[] = [];
  for (const [i, row] of rows.entries()) {
    const own = probabilities.subarray(i * k, (i + 1) * k);
    const top = own.indexOf(Math.max(...own));
    if (targets[i * k + top] === 1) continue;
    mistakes.push({
      row,
      predicted: classes[top]!,
      probability: own[top]!,
      labels: classes.filter((_, c) => targets[i * k + c] === 1),
    });
  }
  return mistakes.sort((a, b) => b.probability - a.probability).slice(0, count);
}

/** Accuracy with less to learn from. */
export interface LearningPoint {
  readonly tracks: number;
  readonly accuracy: number;
}

/**
 * The test accuracy after learning from shares of the training rows.
 *
 * @param known What was learned from all of them with the same options, where it is at hand.
 */
export function* learningCurve(
  problem: Problem,
  { division, options, seed, known, shares = [0.1, 0.25, 0.5, 1] }: {
    readonly division: Division;
    readonly options: LearnerOptions;
    readonly seed: number;
    readonly known?: Learned | undefined;
    readonly shares?: readonly number[];
  },
): Generator<LearningPoint> {
  const order = shuffled(division.training, seeded(seed));
  for (const share of shares) {
    const training = Uint32Array.from(order.slice(0, Math.round(share * order.length))).sort();
    if (training.length === 0) continue;
    const learned = share === 1 && known
      ? known
      : learn(problem, { division: { ...division, training }, options });
    const outcome = outcomeOf(problem, learned, division.test);
    yield { tracks: training.length, accuracy: accuracyOf(outcome) };
  }
}

/** How much a feature matters: what accuracy loses where its values are mixed up among the test rows. */
export interface Importance {
  readonly feature: number;
  /** Mean over the repeats; about 0, or less, for a feature that does not matter. */
  readonly drop: number;
}

/** Permutation importance (Breiman 2001) of each feature on the test rows, greatest first. */
export function importances(
  problem: Problem,
  learned: Learned,
  { division: { test }, seed, repeats = 5 }: {
    readonly division: Division;
    readonly seed: number;
    readonly repeats?: number;
  },
): Importance[] {
  const { dimensions } = problem;
  const rows = Uint32Array.from(test, (_, i) => i);
  const features = new Float32Array(test.length * dimensions);
  for (const [i, row] of test.entries()) {
    features.set(
      problem.features.subarray(row * dimensions, (row + 1) * dimensions),
      i * dimensions,
    );
  }
  const { targets, classes, groups } = outcomeOf(problem, learned, test);
  const accuracy = (given: Float32Array) =>
    accuracyOf({ probabilities: learned.probabilities(given, rows), targets, classes, groups });
  const whole = accuracy(features);
  const random = seeded(seed);
  return Array.from({ length: dimensions }, (_, feature) => {
    let drop = 0;
    for (let time = 0; time < repeats; time++) {
      const mixed = features.slice();
      for (const [i, from] of shuffled(rows, random).entries()) {
        mixed[i * dimensions + feature] = features[from * dimensions + feature]!;
      }
      drop += (whole - accuracy(mixed)) / repeats;
    }
    return { feature, drop };
  }).sort((a, b) => b.drop - a.drop);
}

/** The share of rows whose most probable class is one of theirs. */
export function accuracyOf({ probabilities, targets, classes: { length: k } }: Outcome): number {
  let right = 0;
  for (let from = 0; from < targets.length; from += k) {
    const own = probabilities.subarray(from, from + k);
    right += targets[from + own.indexOf(Math.max(...own))]!;
  }
  return right / (targets.length / k);
}
