import { plural } from "../domain/mod.ts";
import { KeptModels } from "../learning/mod.ts";
import type { Store } from "../store/mod.ts";

/** Applies the kept models that have predictions to the tracks that lack them, and says so. */
export async function applyKeptModels(store: Store): Promise<void> {
  for (const outcome of await new KeptModels(store).predictLacking(Date.now())) {
    const { model } = outcome;
    if ("problem" in outcome) console.error(`Left out the model ${model}: ${outcome.problem}`);
    else {
      console.log(
        `Predicted ${plural(outcome.tracks, "track")} by ${model}, which was trained here`,
      );
    }
  }
}
