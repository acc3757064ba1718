import type { TrackId } from "../../domain/mod.ts";
import type {
  Curve,
  Figures,
  FoldFigures,
  Leakage,
  LearnerKind,
  LearningPoint,
  SplitKind,
} from "../../learning/mod.ts";
import type { JobState } from "../../work/mod.ts";

/** A learner that is asked for. */
export interface AskedLearner {
  /** As it stands in the table: `MLP 128, 64`. */
  readonly name: string;
  readonly kind: LearnerKind;
  /** Units of the hidden layers, of `mlp`. */
  readonly hidden: readonly number[];
}

/** What is to be learned, from what, and how. */
export interface TrainingRequest {
  /** Id of the label set. */
  readonly set: string;
  readonly features: readonly string[];
  readonly split: SplitKind;
  /** In so many folds, each tested by what the others teach; one split where left out. */
  readonly folds?: number;
  readonly seed: number;
  /** Classes with fewer tracks are left out. */
  readonly fewest: number;
  readonly epochs: number;
  readonly balanced: boolean;
  readonly withBad: boolean;
  readonly learners: readonly AskedLearner[];
  /** The best is kept under this name, and applied to all tracks; none is where left out. */
  readonly keepAs?: string;
  /** A training whose test tracks are tested again, to see what corrected labels have changed. */
  readonly after?: string;
}

/** A mistake that a learner was sure of. */
export interface SureMistake {
  readonly track: TrackId;
  readonly predicted: string;
  readonly probability: number;
  readonly labels: readonly string[];
}

/** What one learner did. */
export interface LearnerResult {
  readonly name: string;
  readonly kind: LearnerKind;
  readonly figures: Omit<Figures, "confusion"> & { readonly confusion: readonly number[] };
  /** Accuracy on the validation tracks, by which the best is chosen; NaN where there are none. */
  readonly validation: number;
  /** Accuracy at the roots of the hierarchy, where there is one. */
  readonly root?: number;
  /** Of one split alone. */
  readonly curves: readonly Curve[];
  readonly bestEpoch?: number;
  /** What each fold says; `figures` are those of all together. */
  readonly folds?: readonly FoldFigures[];
  readonly seconds: number;
  readonly mistakes: readonly SureMistake[];
  /** The most probable class of each test track, as an index, and its probability. */
  readonly found: readonly number[];
  readonly sure: readonly number[];
  /** All labels found of each test track, as indices, where it can bear several. */
  readonly foundAll?: readonly (readonly number[])[];
}

/** How the predictions of two trainings compare on the same tracks, under the labels as they are now. */
export interface BeforeAfter {
  /** Id of the training before. */
  readonly before: string;
  readonly learner: string;
  readonly tracks: number;
  /** Accuracy of each on the labels as they are now. */
  readonly accuracyBefore: number;
  readonly accuracyAfter: number;
  /** Tracks that only the one, and only the other, gets right. */
  readonly nowRight: number;
  readonly nowWrong: number;
  /** Test tracks whose labels have changed in between. */
  readonly relabelled: number;
}

/** What a training has found so far. */
export interface TrainingFound {
  readonly set: { readonly id: string; readonly name: string; readonly licence?: string };
  readonly classes: readonly string[];
  readonly several: boolean;
  readonly dimensions: number;
  readonly tracks: {
    readonly training: readonly TrackId[];
    readonly validation: readonly TrackId[];
    readonly test: readonly TrackId[];
  };
  /**
   * The fold that tests each of the test tracks, which are all tracks then; training and validation are
   * those of a kept model.
   */
  readonly folds?: readonly number[];
  /** First class of each test track, as an index; -1 for none. */
  readonly labelled: readonly number[];
  /** All classes of each test track, where it can bear several. */
  readonly labelledAll?: readonly (readonly number[])[];
  readonly left: {
    readonly bad: number;
    readonly withoutFeatures: number;
    readonly rareClass: number;
  };
  readonly leakage: Leakage;
  readonly results: readonly LearnerResult[];
  /** Of the best learner: test accuracy by tracks learned from, and features that matter. */
  readonly best?: string;
  readonly curve?: readonly LearningPoint[];
  readonly importance?: readonly { readonly feature: string; readonly drop: number }[];
  readonly comparison?: BeforeAfter;
  /** Id of the model that was kept. */
  readonly kept?: string;
}

/**
 * Where a training stands. `paused` was stopped and `cut` ended with its program: both can go on.
 * `elsewhere` is under way in another server of this collection.
 */
export type TrainingState =
  | "waiting"
  | "running"
  | "done"
  | "paused"
  | "cut"
  | "failed"
  | "elsewhere";

/** A server's word that a training is under way in it. */
export interface Held {
  readonly by: string;
  /** Milliseconds since epoch up to which it counts unless it is given again. */
  readonly until: number;
}

/** A training in a list of them. */
export interface TrainingHead {
  readonly id: string;
  readonly request: TrainingRequest;
  /** Milliseconds since epoch. */
  readonly begun: number;
  readonly done: boolean;
  readonly held?: Held;
  /** The best test accuracy with its learner, once there is one. */
  readonly best?: { readonly name: string; readonly accuracy: number };
}

/** A training as its page shows it. */
export interface Training extends TrainingHead {
  readonly state: TrainingState;
  readonly job: JobState | undefined;
  readonly found: TrainingFound | undefined;
  /** Curves of the network that is being trained, or was when it ended before it was done. */
  readonly live: { readonly name: string; readonly curves: readonly Curve[] } | undefined;
}
