import type { Progress } from "../ingest/mod.ts";
import type { Run, Store } from "../store/mod.ts";

/** Milliseconds between two writes of a run's progress. */
const WRITE_EVERY = 1000;

/** Keeps a run's progress in the store, for a server in another process to show. */
export class RunRecord {
  readonly #store: Store;
  #run: Run;
  #written = 0;
  #pending: Promise<void> = Promise.resolve();

  private constructor(store: Store, run: Run) {
    this.#store = store;
    this.#run = run;
  }

  /** Notes that a run has begun. */
  static async begin(
    store: Store,
    { kind, roots }: Pick<Run, "kind" | "roots">,
  ): Promise<RunRecord> {
    const now = Date.now();
    const run: Run = {
      id: `${now}-${crypto.randomUUID().slice(0, 8)}`,
      kind,
      roots,
      started: now,
      beat: now,
      done: 0,
      failed: 0,
      total: 0,
    };
    await store.addRoots(roots);
    await store.putRun(run);
    return new RunRecord(store, run);
  }

  /** Takes note of progress; written at most once a second. */
  update({ done, failed, total }: Progress, tracksPerSecond: number | undefined): void {
    const beat = Date.now();
    this.#run = {
      ...this.#run,
      done,
      failed,
      total,
      beat,
      ...(tracksPerSecond !== undefined && { tracksPerSecond }),
    };
    if (beat - this.#written < WRITE_EVERY) return;
    this.#written = beat;
    const run = this.#run;
    this.#pending = this.#pending.then(() => this.#store.putRun(run));
    this.#pending.catch(() => {});
  }

  /** Notes that the run has ended. */
  async end(): Promise<void> {
    await this.#pending;
    const now = Date.now();
    await this.#store.putRun({ ...this.#run, beat: now, finished: now });
  }
}
