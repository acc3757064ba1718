/**
 * Learning from labels: networks on the SIMD loops of the neighbour search, forests and neighbours; honest
 * splits and figures; models with a card, as ONNX. Pure but for the models that are kept.
 *
 * @module
 */
export { type Assembled, assembled } from "./assemble.ts";
export { type ModelCard, modelCard, settingsOf } from "./card.ts";
export {
  accuracyOf,
  type Examined,
  examined,
  type FoldFigures,
  importances,
  learningCurve,
  type LearningPoint,
  meanAndDeviation,
  outcomeOf,
  pooled,
  surestMistakes,
} from "./examine.ts";
export { LearningError } from "./failure.ts";
export { FEATURES, SIGNAL_FEATURES } from "./features.ts";
export { KeptModels, type ListedModel } from "./kept_models.ts";
export {
  learn,
  type Learned,
  type LearnerKind,
  type LearnerOptions,
  LEARNERS,
  learning,
  type LearningStep,
} from "./learners.ts";
export { type Figures, rootAccuracy } from "./metrics.ts";
export { Network } from "./network.ts";
export { type ModelFile, modelFrom, onnxOf } from "./onnx.ts";
export { applied, type PlainModel } from "./plain.ts";
export { type Apply, applying, predicted } from "./predictions.ts";
export { type Problem, scaled, scalingOf } from "./problem.ts";
export {
  type LabelCounts,
  labelCounts,
  missedForWrong,
  mistakesOf,
  type SeveralLabels,
  severalLabels,
} from "./several.ts";
export {
  divided,
  type Division,
  folds,
  foldsOf,
  type Leakage,
  type SplitKind,
  untested,
} from "./splits.ts";
export { type Checkpoint, type Curve, TRAINING } from "./train.ts";
