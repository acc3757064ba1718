import type { StageId } from "../../domain/mod.ts";
import { EFFNET_HEADS } from "./effnet_heads.ts";
import { MUSICNN_HEADS } from "./heads.ts";
import type { Head, Model, ModelId, Network } from "./model.ts";
import { NETWORKS } from "./networks.ts";

export { CC_BY_NC_SA } from "./licences.ts";
export * from "./model.ts";

/**
 * Every model that the analysis knows. A new model is one entry; where it yields a new descriptor or
 * space, that is one entry in `domain/` as well.
 */
export const MODELS: readonly Model[] = [...NETWORKS, ...MUSICNN_HEADS, ...EFFNET_HEADS];

/** The model of that id. Throws a RangeError where there is none. */
export function modelOf(id: ModelId): Model {
  const found = MODELS.find((model) => model.id === id);
  if (!found) {
    const known = MODELS.map((model) => model.id).join(", ");
    throw new RangeError(`Cannot find model ${JSON.stringify(id)}: models are ${known}`);
  }
  return found;
}

/** The heads that a stage runs. */
export function headsOf(stage: StageId): readonly Head[] {
  return MODELS.filter((model): model is Head => model.kind === "head" && model.stage === stage);
}

/** The network that a stage runs, or `undefined`. */
export function networkOf(stage: StageId): Network | undefined {
  return MODELS.find((model): model is Network =>
    model.kind === "network" && model.stage === stage
  );
}

/** Hosts that models are fetched from, GitHub's file host included: what `--allow-net` has to name. */
export const MODEL_HOSTS: readonly string[] = [
  ...new Set(
    MODELS.flatMap(({ forms }) => forms.flatMap(({ addresses }) => addresses))
      .map((address) => new URL(address).host),
  ),
  "release-assets.githubusercontent.com",
  "objects.githubusercontent.com",
];
