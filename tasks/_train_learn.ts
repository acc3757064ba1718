import {
  accuracyOf,
  type Assembled,
  type Division,
  examined,
  learn,
  type LearnerOptions,
  type LearningStep,
  meanAndDeviation,
  outcomeOf,
  pooled,
} from "../learning/mod.ts";
import type { Result } from "./_train_report.ts";

/** What a learner does in every division; its figures are those of all tested tracks. */
export function learnedIn(
  divisions: readonly Division[],
  { made: { problem }, options, seed }: {
    readonly made: Assembled;
    readonly options: LearnerOptions;
    readonly seed: number;
  },
): Result {
  const start = performance.now();
  const parts = divisions.map((division, fold) => {
    const name = divisions.length > 1 ? `${options.kind}, fold ${fold + 1}` : options.kind;
    const learned = learn(problem, { division, options, onStep: showStep(name) });
    return {
      learned,
      examined: examined(problem, learned, { division, seed }),
      validation: accuracyOf(outcomeOf(problem, learned, division.validation)),
    };
  });
  const [first] = parts;
  const several = parts.length > 1
    ? pooled(parts.map(({ examined }) => examined), { seed })
    : undefined;
  return {
    kind: options.kind,
    learned: first!.learned,
    examined: several ?? first!.examined,
    ...(several && { folds: several.folds }),
    validation: meanAndDeviation(parts.map(({ validation }) => validation)).mean,
    seconds: (performance.now() - start) / 1000,
  };
}

function showStep(name: string): (step: LearningStep) => void {
  if (!Deno.stderr.isTerminal()) return () => {};
  const encoder = new TextEncoder();
  return (step) => {
    const text = step.step === "tree"
      ? `${name}: tree ${step.done} of ${step.of}`
      : `${name}: epoch ${step.curve.epoch} of ${step.of}, loss ${step.curve.loss.toFixed(3)}, ` +
        `accuracy ${step.curve.accuracy.toFixed(3)}, on validation ${
          step.curve.validationAccuracy.toFixed(3)
        }`;
    Deno.stderr.writeSync(encoder.encode(`\r\x1b[K${text}\r`));
  };
}
