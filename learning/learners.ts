import { FOREST, forest, type ForestOptions, forestProbabilities } from "./forest.ts";
import { NearestTracks } from "./neighbours.ts";
import { type PlainModel, plainNetwork } from "./plain.ts";
import { type Problem, scaled, scalingOf } from "./problem.ts";
import type { Division } from "./splits.ts";
import {
  type Checkpoint,
  type Epoch,
  readyNetwork,
  type Trained,
  TRAINING,
  training,
  type TrainingOptions,
} from "./train.ts";

/** What can learn. */
export const LEARNERS = ["knn", "softmax", "mlp", "forest"] as const;
/** k-nearest neighbours, softmax or logistic regression, multilayer perceptron, random forest. */
export type LearnerKind = (typeof LEARNERS)[number];

/** A learner with its settings; those that are not its own are passed over. */
export interface LearnerOptions {
  readonly kind: LearnerKind;
  readonly training?: Partial<TrainingOptions>;
  readonly forest?: Partial<ForestOptions>;
  /** Neighbours asked by `knn`; 10 where left out. */
  readonly k?: number;
}

/** Something learned from the training rows of a problem. */
export interface Learned {
  readonly kind: LearnerKind;
  /** The network, of `softmax` and `mlp`; its features are scaled. */
  readonly network?: Trained;
  /** What is kept of it. A copy. */
  plain(): PlainModel;
  /** Probabilities of rows of features as the problem gives them. Shape `(rows, classes)`. */
  probabilities(features: Float32Array, rows: ArrayLike<number>): Float32Array;
}

/** One step of a learner: an epoch of a network, or a tree of a forest. */
export type LearningStep =
  | ({ readonly step: "epoch" } & Epoch)
  | { readonly step: "tree"; readonly done: number; readonly of: number };

const NEIGHBOURS = 10;
/** Hidden units of a perceptron where none are asked for. */
const HIDDEN = [128];

/**
 * Learns from the training rows of a division; validation decides when a network has learned enough.
 * Steps are yielded as they come, so that whoever drives it can show, pause and stop it.
 *
 * @param from Where a network goes on.
 */
export function* learning(
  problem: Problem,
  { division, options, from }: {
    readonly division: Division;
    readonly options: LearnerOptions;
    readonly from?: Checkpoint | undefined;
  },
): Generator<LearningStep, Learned> {
  const { kind } = options;
  const { dimensions, classes } = problem;
  switch (kind) {
    case "knn": {
      const scaling = scalingOf(problem, division.training);
      const near = NearestTracks.from(problem, { rows: division.training, scaling });
      const k = Math.min(options.k ?? NEIGHBOURS, near.count);
      return {
        kind,
        plain: () => ({ form: "neighbours", k, ...near.learned }),
        probabilities: (features, rows) => near.probabilities({ features, rows }, k),
      };
    }
    case "forest": {
      const growing = forest(problem, {
        rows: division.training,
        options: { ...FOREST, ...options.forest },
      });
      const trees = yield* stepsOf(growing, (grown) => ({ step: "tree" as const, ...grown }));
      const grown = { trees, dimensions, classes: classes.length };
      return {
        kind,
        plain: () => ({ form: "forest", ...grown }),
        probabilities: (features, rows) => forestProbabilities(grown, { features, rows }),
      };
    }
    case "softmax":
    case "mlp": {
      const hidden = kind === "softmax" ? [] : options.training?.hidden ?? HIDDEN;
      const scaling = scalingOf(problem, division.training);
      const data = {
        problem: { ...problem, features: scaled(problem.features, scaling) },
        training: division.training,
        validation: division.validation,
      };
      const steps = training(data, { ...TRAINING, ...options.training, hidden }, from);
      const network = yield* stepsOf(steps, (epoch) => ({ step: "epoch" as const, ...epoch }));
      return {
        kind,
        network,
        plain: () => plainNetwork(network, scaling),
        probabilities: (features, rows) => readyNetwork(network, scaling)({ features, rows }),
      };
    }
  }
}

/** {@linkcode learning}, driven to its end. */
export function learn(
  problem: Problem,
  options: {
    readonly division: Division;
    readonly options: LearnerOptions;
    readonly onStep?: (step: LearningStep) => void;
  },
): Learned {
  const steps = learning(problem, options);
  for (let next = steps.next();; next = steps.next()) {
    if (next.done) return next.value;
    options.onStep?.(next.value);
  }
}

function* stepsOf<Step, Result>(
  steps: Generator<Step, Result>,
  toStep: (step: Step) => LearningStep,
): Generator<LearningStep, Result> {
  for (let next = steps.next();; next = steps.next()) {
    if (next.done) return next.value;
    yield toStep(next.value);
  }
}
