import { plural } from "../domain/mod.ts";
import { KeptModels, LearningError } from "../learning/mod.ts";
import type { Store } from "../store/mod.ts";

/** Applies the kept models that have predictions to the tracks that lack them, and says so. */
export async function applyKeptModels(store: Store): Promise<void> {
  try {
    for (const { model, tracks } of await new KeptModels(store).predictLacking(Date.now())) {
      console.log(`Predicted ${plural(tracks, "track")} by ${model}, which was trained here`);
    }
  } catch (error) {
    if (!(error instanceof LearningError)) throw error;
    console.error(error.message);
  }
}
