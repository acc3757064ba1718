/** What the evaluation is doing. */
export type EvaluationState =
  | { readonly state: "idle" }
  | {
    readonly state: "running";
    readonly step: string;
    readonly done: number;
    readonly total: number;
  }
  | { readonly state: "failed"; readonly reason: string };
