import type { EvaluationState } from "../similarity/mod.ts";
import { askJson } from "./_ask.ts";
import { follow } from "./_follow.ts";

/** Starts an evaluation; gives how far it is. */
export function startEvaluation(): Promise<EvaluationState> {
  return askJson("/api/evaluation", { to: "start the evaluation", method: "POST" });
}

/** Follows the evaluation that runs; gives the end of this. */
export function followEvaluation(onEvent: (state: EvaluationState) => void): () => void {
  return follow<EvaluationState>("/api/evaluation", { onEvent });
}
