import type { Figures } from "./metrics.ts";
import type { LearnerKind } from "./learners.ts";
import type { Leakage, SplitKind } from "./splits.ts";

/** What a model says of itself; it travels in the model's file. */
export interface ModelCard {
  /** Lower-case letters, digits and `-`; it names the model, and the label set of its predictions. */
  readonly id: string;
  readonly name: string;
  readonly learner: LearnerKind;
  /** The spaces and descriptors whose numbers it takes, one behind the other. */
  readonly features: readonly string[];
  readonly dimensions: number;
  readonly classes: readonly string[];
  readonly several: boolean;
  readonly labels: {
    readonly set: string;
    readonly name: string;
    readonly version?: string;
    readonly licence?: string;
    readonly citation?: string;
  };
  readonly split: SplitKind;
  readonly tracks: {
    readonly training: number;
    readonly validation: number;
    readonly test: number;
  };
  readonly leakage: Leakage;
  readonly figures: Pick<
    Figures,
    "accuracy" | "macroF1" | "rocAuc" | "prAuc" | "chance" | "majority" | "calibrationError"
  >;
  readonly settings: Readonly<Record<string, number | string | boolean | readonly number[]>>;
  readonly seed: number;
  readonly bestEpoch: number;
  /** ISO 8601. */
  readonly trained: string;
  /** SHA-256 of the ids that it learned from, in order; so that a later test can tell them apart. */
  readonly learnedFrom: string;
}
