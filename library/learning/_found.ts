import type { Assembled, Division } from "../../learning/mod.ts";
import type { WorkedResult } from "./_training_worker.ts";
import type { AskedLearner, LearnerResult, TrainingFound } from "./training.ts";

/** The first class of each test track, as labelled. */
export function firstClasses(
  { problem: { targets, classes: { length } } }: Assembled,
  { test }: Division,
): number[] {
  return Array.from(test, (row) => targets.subarray(row * length, (row + 1) * length).indexOf(1));
}

/** What is told of a training before any learner has a result. */
export function foundOf(
  { set, problem, left }: Pick<Assembled, "set" | "left"> & {
    readonly problem: Pick<Assembled["problem"], "ids" | "classes" | "several" | "dimensions">;
  },
  { division, labelled, result }: {
    readonly division: Division;
    readonly labelled: readonly number[];
    readonly result: WorkedResult;
  },
): TrainingFound {
  const named = (rows: Uint32Array) => Array.from(rows, (row) => problem.ids[row]!);
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
      training: named(division.training),
      validation: named(division.validation),
      test: named(division.test),
    },
    labelled,
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
