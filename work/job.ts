import type { Progress } from "./_messages.ts";

/** What one piece of long work is called: its kind and what it is about, such as `map` of `effnet.umap`. */
export interface JobName {
  readonly kind: string;
  readonly id: string;
}

/** Where a piece of work stands; plain JSON. */
export interface JobState extends JobName {
  /**
   * `waiting` for its turn, `running`, `done`, `failed`, `stopped` by someone, or `cut`: the program
   * ended before it was done, and it is to be begun again.
   */
  readonly state: "waiting" | "running" | "done" | "failed" | "stopped" | "cut";
  /** Share that is done, in [0, 1]. */
  readonly fraction: number;
  readonly step?: string;
  readonly metrics?: Readonly<Record<string, number>>;
  /** About how long it still takes, s; absent where too little is done to tell. */
  readonly left_s?: number;
  /** Why it is not done. */
  readonly reason?: string;
}

/** What work is given. */
export interface JobContext {
  tell(progress: Progress): void;
  /** Aborted where the work is to end. */
  readonly signal: AbortSignal;
}

/** A piece of work to be begun. */
export interface Job<Result> extends JobName {
  /**
   * `quick`: somebody waits for it, and it takes seconds. `asked`: somebody waits for it. `background`:
   * nobody does. None takes the turns of another.
   */
  readonly priority: "quick" | "asked" | "background";
  /** Waited for before it takes a turn. */
  readonly after?: Promise<unknown> | undefined;
  /**
   * Milliseconds without a follower after which it ends; it must have had one. Default: it goes on,
   * whoever leaves.
   */
  readonly endsUnfollowed?: number;
  run(context: JobContext): Promise<Result>;
}
