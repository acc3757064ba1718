/** Works out the figures of a collection's spaces, away from the thread that answers requests. */
import type { Columns } from "../../domain/mod.ts";
import {
  evaluateSpaces,
  type Evaluation,
  type SharedVectors,
  VectorTable,
} from "../../similarity/mod.ts";
import { serve } from "../../work/mod.ts";
import { knowledgeOf } from "./knowledge.ts";

/** What the worker does. */
export type EvaluationCalls = {
  readonly evaluate: {
    readonly request: {
      readonly spaces: readonly { readonly space: string; readonly vectors: SharedVectors }[];
      readonly columns: Pick<
        Columns,
        "ids" | "texts" | "activations" | "topStyle" | "length" | "labels"
      >;
      readonly seed: number;
    };
    readonly result: Evaluation;
  };
};

serve<EvaluationCalls>({
  async evaluate({ spaces, columns, seed }, { progress }) {
    const tables = spaces.map(({ space, vectors }) => ({
      space,
      table: VectorTable.from(vectors),
    }));
    let done = 0;
    return await evaluateSpaces(tables, knowledgeOf(columns), {
      seed,
      progress: (step) => progress({ step, fraction: ++done / (spaces.length + 2) }),
    });
  },
});
