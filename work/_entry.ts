import type { Progress } from "./_messages.ts";
import type { Turns } from "./_turns.ts";
import type { Job, JobName, JobState } from "./job.ts";

/** With less done, nothing is said of the time that is left. */
const LEAST_TO_TELL = 0.02;

/** One piece of work as the desk knows it. */
export class Entry {
  outcome: Promise<unknown> | undefined;
  /** Until nothing of it, and nothing that it waited for, runs any more. */
  ending: Promise<unknown> | undefined;
  #state: JobState;
  readonly #stop = new AbortController();
  readonly #listeners: Set<() => void>;
  readonly #endsUnfollowed: number | undefined;
  #unfollowed: ReturnType<typeof setTimeout> | undefined;
  #started = 0;

  private constructor(
    state: JobState,
    options: { readonly endsUnfollowed?: number | undefined; readonly listeners: Set<() => void> },
  ) {
    this.#state = state;
    this.#endsUnfollowed = options.endsUnfollowed;
    this.#listeners = options.listeners;
  }

  /** Work to be begun; who followed it before goes on. */
  static of(
    { kind, id, endsUnfollowed }: Pick<Job<unknown>, "kind" | "id" | "endsUnfollowed">,
    before: Entry | undefined,
  ): Entry {
    const listeners = before ? before.#listeners : new Set<() => void>();
    return new Entry({ kind, id, state: "waiting", fraction: 0 }, { endsUnfollowed, listeners });
  }

  /** Work that an earlier run of the program did not end. */
  static cut({ kind, id }: JobName): Entry {
    const reason = "the program ended before this was done; begin it again";
    return new Entry({ kind, id, state: "cut", fraction: 0, reason }, { listeners: new Set() });
  }

  get state(): JobState {
    return this.#state;
  }

  get isUnderWay(): boolean {
    return this.#state.state === "waiting" || this.#state.state === "running";
  }

  /** Whether it was told to end, which it may take a while to do. */
  get isStopping(): boolean {
    return this.#stop.signal.aborted;
  }

  follow(listener: () => void): () => void {
    clearTimeout(this.#unfollowed);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#endsUnfollowed === undefined) return;
      this.#unfollowed = setTimeout(() => this.stop(), this.#endsUnfollowed);
    };
  }

  stop(): void {
    if (!this.isUnderWay) return;
    this.#stop.abort(new DOMException("The work was stopped", "AbortError"));
  }

  async run<Result>(job: Job<Result>, turns: Turns): Promise<Result> {
    const { signal } = this.#stop;
    const { kind, id } = job;
    try {
      await Promise.race([job.after, stopped(signal)]);
      const end = await turns.take();
      try {
        signal.throwIfAborted();
        this.#started = performance.now();
        this.#change({ kind, id, state: "running", fraction: 0 });
        const result = await job.run({ signal, tell: (progress) => this.#tell(progress) });
        signal.throwIfAborted();
        this.#change({ kind, id, state: "done", fraction: 1 });
        return result;
      } finally {
        end();
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const { fraction } = this.#state;
      const isStopped = signal.aborted ||
        error instanceof DOMException && error.name === "AbortError";
      this.#change({ kind, id, state: isStopped ? "stopped" : "failed", fraction, reason });
      throw error;
    } finally {
      clearTimeout(this.#unfollowed);
    }
  }

  #tell(progress: Progress): void {
    if (!this.isUnderWay) return;
    const { kind, id } = this.#state;
    const { fraction } = progress;
    const passed = (performance.now() - this.#started) / 1000;
    const left = fraction >= LEAST_TO_TELL
      ? { left_s: Number((passed * (1 - fraction) / fraction).toFixed(1)) }
      : {};
    this.#change({ kind, id, state: "running", ...progress, ...left });
  }

  #change(state: JobState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Rejects when work is stopped. */
function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
