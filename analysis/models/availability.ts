import { type StageId, STAGES } from "../../domain/mod.ts";
import { headsOf, type ModelId, MODELS, type Network, networkOf } from "./registry.ts";

/** The stages that a learned model runs, in the order of the stages. */
export const MODEL_STAGES: readonly StageId[] = STAGES.filter((stage) =>
  MODELS.some((model) => model.stage === stage)
);

/** The network whose embedding the stage starts from: its own, or that of its heads' space. */
export function foundationOf(stage: StageId): Network | undefined {
  const own = networkOf(stage);
  if (own) return own;
  const space = headsOf(stage)[0]?.space;
  return MODELS.find((model): model is Network =>
    model.kind === "network" && model.outputs.some((output) => output.yields === space)
  );
}

/**
 * What a stage would be computed by with the given models: their ids, joined by `+`; `undefined` where it
 * cannot run. A track whose stage was computed by something else is due again.
 */
export function computedBy(stage: StageId, installed: ReadonlySet<ModelId>): string | undefined {
  const foundation = foundationOf(stage);
  if (!foundation || !installed.has(foundation.id)) return undefined;
  const heads = headsOf(stage).map((head) => head.id).filter((id) => installed.has(id));
  if (networkOf(stage)) return foundation.id;
  return heads.length > 0 ? [foundation.id, ...heads].join("+") : undefined;
}

/** The stages that the given models allow. */
export function runnableStages(installed: ReadonlySet<ModelId>): ReadonlySet<StageId> {
  return new Set(MODEL_STAGES.filter((stage) => computedBy(stage, installed) !== undefined));
}

/** One line that says what is missing and how to get it; `undefined` where nothing is. */
export function describeMissing(installed: ReadonlySet<ModelId>): string | undefined {
  const missing = MODELS.filter((model) => !installed.has(model.id));
  if (missing.length === 0) return undefined;
  const adds = [...new Set(missing.map((model) => model.adds))].join(", ");
  return `Without ${missing.length} of ${MODELS.length} models (${adds}); to get them: deno task models --install`;
}
