/** What a pool sends to a worker: one job at a time. */
export interface JobMessage<Job> {
  readonly type: "job";
  readonly job: Job;
}

/** What a worker sends back. `stage` names what is being done, so that a hang or crash can be placed. */
export type WorkerMessage<Result> =
  | { readonly type: "ready" }
  | { readonly type: "stage"; readonly stage: string }
  | { readonly type: "done"; readonly result: Result }
  | {
    readonly type: "failed";
    readonly stage: string;
    readonly reason: string;
    /** Whether the worker is to be replaced, as a failure left it in doubt. */
    readonly replace: boolean;
  };
