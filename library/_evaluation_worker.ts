/** Works out the figures of a collection's spaces, away from the thread that answers requests. */
import type { Columns } from "../domain/mod.ts";
import {
  evaluateSpaces,
  type Evaluation,
  type SharedVectors,
  VectorTable,
} from "../similarity/mod.ts";
import { knowledgeOf } from "./knowledge.ts";

/** What the worker is asked once. */
export interface EvaluationJob {
  readonly spaces: readonly { readonly space: string; readonly vectors: SharedVectors }[];
  readonly columns: Pick<Columns, "ids" | "texts">;
  readonly seed: number;
}

/** What it says. */
export type EvaluationReport =
  | { readonly kind: "step"; readonly step: string }
  | { readonly kind: "done"; readonly figures: Evaluation };

const scope = self as unknown as {
  onmessage: (event: MessageEvent<EvaluationJob>) => void;
  postMessage(report: EvaluationReport): void;
};

scope.onmessage = async ({ data: { spaces, columns, seed } }) => {
  const tables = spaces.map(({ space, vectors }) => ({ space, table: VectorTable.from(vectors) }));
  const figures = await evaluateSpaces(tables, knowledgeOf(columns), {
    seed,
    progress: (step) => scope.postMessage({ kind: "step", step }),
  });
  scope.postMessage({ kind: "done", figures });
};
