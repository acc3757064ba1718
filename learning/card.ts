import { createHash } from "node:crypto";
import { labelSetIdOf } from "../domain/mod.ts";
import type { Assembled } from "./assemble.ts";
import type { FoldFigures } from "./examine.ts";
import type { Figures } from "./metrics.ts";
import type { LearnerKind } from "./learners.ts";
import type { Division, Leakage, SplitKind } from "./splits.ts";
import type { PlainModel } from "./plain.ts";

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
  /** What each fold says, where the figures are those of folds; the model has learned from all of their tracks. */
  readonly folds?: readonly FoldFigures[];
  readonly settings: Readonly<Record<string, number | string | boolean | readonly number[]>>;
  readonly seed: number;
  /** Of a network. */
  readonly bestEpoch?: number;
  /** ISO 8601. */
  readonly trained: string;
  /** SHA-256 of the ids that it learned from, in order; so that a later test can tell them apart. */
  readonly learnedFrom: string;
}

/** What a card is written of. */
export interface CardOf {
  readonly name: string;
  readonly learner: LearnerKind;
  readonly made: Pick<Assembled, "set"> & {
    readonly problem: Pick<Assembled["problem"], "ids" | "dimensions" | "classes" | "several">;
  };
  readonly division: Division;
  readonly split: SplitKind;
  readonly seed: number;
  readonly features: readonly string[];
  readonly figures: ModelCard["figures"];
  readonly leakage: Leakage;
  readonly folds?: readonly FoldFigures[] | undefined;
  /** See {@linkcode settingsOf}. */
  readonly settings: ModelCard["settings"];
  /** Of a network. */
  readonly bestEpoch?: number | undefined;
  /** ISO 8601. */
  readonly trained: string;
}

/** The card of a model that was trained here. */
export function modelCard(
  { name, learner, made: { problem, set }, division, settings, ...of }: CardOf,
): ModelCard {
  const { accuracy, macroF1, rocAuc, prAuc, chance, majority, calibrationError } = of.figures;
  return {
    id: labelSetIdOf(name),
    name,
    learner,
    features: of.features,
    dimensions: problem.dimensions,
    classes: problem.classes,
    several: problem.several,
    labels: {
      set: set.id,
      name: set.name,
      ...(set.version !== undefined && { version: set.version }),
      ...(set.licence !== undefined && { licence: set.licence }),
      ...(set.citation !== undefined && { citation: set.citation }),
    },
    split: of.split,
    tracks: {
      training: division.training.length,
      validation: division.validation.length,
      test: of.folds ? of.leakage.tracks : division.test.length,
    },
    ...(of.folds && { folds: of.folds }),
    leakage: of.leakage,
    figures: { accuracy, macroF1, rocAuc, prAuc, chance, majority, calibrationError },
    settings,
    seed: of.seed,
    ...(of.bestEpoch !== undefined && { bestEpoch: of.bestEpoch }),
    trained: of.trained,
    learnedFrom: createHash("sha256")
      .update(Array.from(division.training, (row) => problem.ids[row]).join("\n")).digest("hex"),
  };
}

/** What a card says of how a model was made. */
export function settingsOf(model: PlainModel, balanced: boolean): ModelCard["settings"] {
  switch (model.form) {
    case "network":
      return { hidden: model.shape.sizes.slice(1, -1), balanced };
    case "neighbours":
      return { neighbours: model.k, distance: "cosine" };
    case "forest":
      return {
        trees: model.trees.length,
        nodes: model.trees.reduce((sum, { feature }) => sum + feature.length, 0),
      };
  }
}
