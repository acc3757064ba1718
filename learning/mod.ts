/**
 * Learning from labels: networks on the SIMD loops of the neighbour search, forests and neighbours; honest
 * splits and figures; models with a card, as ONNX. Pure but for the models that are kept.
 *
 * @module
 */
export type { AdamState } from "./adam.ts";
export * from "./assemble.ts";
export * from "./card.ts";
export * from "./examine.ts";
export * from "./failure.ts";
export * from "./features.ts";
export * from "./forest.ts";
export * from "./kept_models.ts";
export * from "./learners.ts";
export * from "./metrics.ts";
export * from "./neighbours.ts";
export * from "./network.ts";
export * from "./onnx.ts";
export * from "./problem.ts";
export * from "./splits.ts";
export * from "./train.ts";
