import type { Assembled } from "../../learning/mod.ts";
import type { DivisionPlan } from "./_division_plan.ts";
import type { WorkedResult } from "./_training_worker.ts";
import type { AskedLearner, LearnerResult, TrainingFound } from "./training.ts";

/** The classes of each of some tracks, as labelled. */
export function classesOf(
  { problem: { targets, classes: { length } } }: Pick<Assembled, "problem">,
  rows: readonly number[],
): number[][] {
  return rows.map((row) => {
    const own = targets.subarray(row * length, (row + 1) * length);
    return Array.from(own.keys()).filter((c) => own[c] === 1);
  });
}

/** What is told of a training before any learner has a result. */
export function foundOf(
  { set, problem, left }: Pick<Assembled, "set" | "left"> & {
    readonly problem: Pick<Assembled["problem"], "ids" | "classes" | "several" | "dimensions">;
  },
  { plan: { divisions, whole }, labelled, result }: {
    readonly plan: DivisionPlan;
    /** Classes of each track that is tested. */
    readonly labelled: readonly (readonly number[])[];
    readonly result: WorkedResult;
  },
): TrainingFound {
  const named = (rows: Uint32Array) => Array.from(rows, (row) => problem.ids[row]!);
  const folds = divisions.flatMap(({ test }, fold) => Array.from(test, () => fold));
  return {
    set: {
      id: set.id,
      name: set.name,
      ...(set.licence !== undefined && { licence: set.licence }),
    },
    classes: problem.classes,
    several: problem.several,
    dimensions: problem.dimensions,
    tracks: {
      training: named(whole.training),
      validation: named(whole.validation),
      test: divisions.flatMap(({ test }) => named(test)),
    },
    ...(divisions.length > 1 && { folds }),
    labelled: labelled.map(([first = -1]) => first),
    ...(problem.several && { labelledAll: labelled }),
    left,
    leakage: result.leakage,
    results: [],
  };
}

/** The same with the result of one learner, in place of what it had. */
export function withResult(
  found: TrainingFound,
  { learner: { name, kind }, result, ids }: {
    readonly learner: AskedLearner;
    readonly result: WorkedResult;
    readonly ids: readonly string[];
  },
): TrainingFound {
  const { leakage: _, figures, mistakes, ...rest } = result;
  const made: LearnerResult = {
    ...rest,
    name,
    kind,
    figures: { ...figures, confusion: [...figures.confusion] },
    mistakes: mistakes.map(({ row, ...mistake }) => ({ track: ids[row]!, ...mistake })),
  };
  return { ...found, results: [...found.results.filter((other) => other.name !== name), made] };
}
