import { plural } from "../domain/mod.ts";
import {
  type Assembled,
  type Division,
  type Examined,
  type FoldFigures,
  importances,
  labelCounts,
  type Learned,
  type LearnerKind,
  meanAndDeviation,
  rootAccuracy,
  severalLabels,
} from "../learning/mod.ts";

/** What one learner did. */
export interface Result {
  readonly kind: LearnerKind;
  readonly learned: Learned;
  readonly examined: Examined;
  /** What each fold says, where there are several; `learned` is that of the first. */
  readonly folds?: readonly FoldFigures[];
  /** Accuracy on the validation tracks; NaN where there are none. */
  readonly validation: number;
  readonly seconds: number;
}

/** The best on the validation tracks, so that those of the test choose nothing; on these only where there are none. */
export function bestOf(results: readonly Result[]): Result {
  const figure = ({ validation, examined: { figures } }: Result) =>
    Number.isNaN(validation) ? figures.accuracy.value : validation;
  return results.reduce((a, b) => figure(b) > figure(a) ? b : a);
}

/** What is learned from, and the head of the table of learners. */
export function* aboutLines(
  { problem, set, left }: Assembled,
  divisions: readonly Division[],
): Generator<string> {
  yield `${set.name}: ${plural(problem.classes.length, "class", "classes")}, ` +
    `${plural(problem.ids.length, "track")}, ${plural(problem.dimensions, "feature")}; ` +
    dividedText(divisions);
  const out = [
    left.bad > 0 && `${left.bad} known to be bad`,
    left.withoutFeatures > 0 && `${left.withoutFeatures} without these features`,
    left.rareClass > 0 && `${left.rareClass} without a label that is frequent enough`,
  ].filter((part) => part !== false);
  if (out.length > 0) yield `  left out: ${out.join(", ")}`;
  yield "  learner".padEnd(12) + "accuracy [95 %]".padEnd(26) + "macro F1 [95 %]".padEnd(26) +
    "ROC AUC  PR AUC  seconds";
}

function dividedText([first, ...others]: readonly Division[]): string {
  if (others.length > 0) {
    return `${
      others.length + 1
    } folds: each track is tested once, by what was learned from the others`;
  }
  const { training, validation, test } = first!;
  return `${training.length} to learn from, ${validation.length} for validation, ${test.length} for test`;
}

/** A figure with its interval. */
export function interval(
  { value, low, high }: { value: number; low: number; high: number },
): string {
  return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

/** One learner as a line of the table, and its folds as another. */
export function* resultLines(
  { kind, folds, examined: { figures }, seconds }: Result,
  made: Assembled,
): Generator<string> {
  const root = made.set.parents === undefined ? "" : "  (leaf)";
  yield `  ${kind}`.padEnd(12) + interval(figures.accuracy).padEnd(26) +
    interval(figures.macroF1).padEnd(26) +
    `${figures.rocAuc.toFixed(3)}    ${figures.prAuc.toFixed(3)}   ${seconds.toFixed(1)}${root}`;
  if (!folds) return;
  const each = folds.map(({ accuracy }) => accuracy);
  const { mean, deviation } = meanAndDeviation(each);
  yield `    by fold ${each.map((accuracy) => accuracy.toFixed(3)).join(", ")}: mean ${
    mean.toFixed(3)
  } ± ${deviation.toFixed(3)}`;
}

/** The best learner in detail. */
export function* closeLines(
  best: Result,
  { made, division, withImportance, seed }: {
    readonly made: Assembled;
    readonly division: Division;
    readonly withImportance: boolean;
    readonly seed: number;
  },
): Generator<string> {
  const { figures, leakage, outcome } = best.examined;
  yield `  chance ${figures.chance.toFixed(3)}, most frequent class ${
    figures.majority.toFixed(3)
  }; ` +
    `of ${plural(leakage.tracks, "test track")} ${leakage.artist} have their artist in training, ` +
    `${leakage.album} their album; artist unknown of ${leakage.unknownArtist}`;
  if (made.set.parents !== undefined) {
    yield `  ${best.kind} at the root of the hierarchy: ${
      rootAccuracy(outcome, made.roots).toFixed(3)
    }`;
  }
  yield `${best.kind}${
    Number.isNaN(best.validation) ? "" : ", the best on validation,"
  } by class (precision, recall, F1 [95 %], tracks), calibration error ${
    figures.calibrationError.toFixed(3)
  }`;
  const wide = widthOf(figures.classes.map(({ name }) => name));
  const counts = made.problem.several
    ? labelCounts(severalLabels(outcome), made.problem.classes.length)
    : [];
  for (const [c, { name, precision, recall, f1Interval, tracks }] of figures.classes.entries()) {
    const of = counts[c];
    yield `  ${name}`.padEnd(wide) +
      `${share(precision)}  ${share(recall)}  ${share(f1Interval.value)} [${
        share(f1Interval.low)
      }, ${share(f1Interval.high)}]  ${tracks}` +
      (of ? `  ${of.hits} found, ${of.missed} missed, ${of.wrong} wrongly found` : "");
  }
  if (!withImportance) return;
  yield "Features that matter (loss of accuracy where mixed up)";
  const found = importances(made.problem, best.learned, { division, seed }).slice(0, 10);
  const names = found.map(({ feature }) => made.names[feature]!);
  for (const [i, { drop }] of found.entries()) {
    yield `  ${names[i]}`.padEnd(widthOf(names)) + drop.toFixed(4);
  }
}

/** Characters of a column of indented names, with room before the next. */
function widthOf(names: readonly string[]): number {
  return names.reduce((wide, name) => Math.max(wide, name.length + 4), 28);
}

function share(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "–";
}
