/**
 * Learning from labels: networks on the SIMD loops of the neighbour search, forests and neighbours; honest
 * splits and figures; models with a card, as ONNX. Pure but for the models that are kept.
 *
 * @module
 */
export { type Assembled, assembled } from "./assemble.ts";
export type { ModelCard } from "./card.ts";
export { type Examined, examined, importances, learningCurve, surestMistakes } from "./examine.ts";
export { FEATURES } from "./features.ts";
export { KeptModels, predicted } from "./kept_models.ts";
export {
  learn,
  type Learned,
  type LearnerKind,
  type LearnerOptions,
  LEARNERS,
  type LearningStep,
} from "./learners.ts";
export { rootAccuracy } from "./metrics.ts";
export { Network } from "./network.ts";
export { type ModelFile, modelFrom, plainNetwork } from "./onnx.ts";
export { type Problem, scaled, scalingOf } from "./problem.ts";
export { divided, type Division, type SplitKind } from "./splits.ts";
export { TRAINING } from "./train.ts";
