import { Entry } from "./_entry.ts";
import { Marks } from "./_marks.ts";
import { Turns } from "./_turns.ts";
import type { Job, JobName, JobState } from "./job.ts";

/** Pieces of work of one priority that run at a time. */
const AT_A_TIME = 2;

/** All long work of a program: begun once however often it is asked for, followed, and stopped. */
export class Desk {
  readonly #entries = new Map<string, Entry>();
  readonly #turns = {
    quick: new Turns(AT_A_TIME),
    asked: new Turns(AT_A_TIME),
    background: new Turns(AT_A_TIME),
  };
  readonly #marks: Marks;
  #closed = false;

  /** @param folder Where work under way is marked, to be found after a crash; unmarked without. */
  constructor(folder?: string) {
    this.#marks = new Marks(folder);
    for (const name of this.#marks.cut()) {
      this.#entries.set(keyOf(name), Entry.cut(name));
    }
  }

  /**
   * Begins a piece of work, unless it is under way; the promise is that of its result. It rejects with
   * an AbortError where the work is stopped. What was told to end is begun anew when it has ended.
   */
  begin<Result>(job: Job<Result>): Promise<Result> {
    const key = keyOf(job);
    const known = this.#entries.get(key);
    if (known?.isUnderWay && !known.isStopping) return known.outcome as Promise<Result>;
    const ending = known?.ending;
    const entry = Entry.of(job, known);
    this.#entries.set(key, entry);
    if (this.#closed) entry.stop();
    let unmark = ending ? () => {} : this.#marks.mark(job);
    const after = ending?.then(() => {
      if (!entry.isUnderWay) return;
      unmark = this.#marks.mark(job);
      return job.after;
    }) ?? job.after;
    const turns = this.#turns[job.priority];
    const outcome = entry.run({ ...job, after }, turns).finally(() => unmark());
    entry.outcome = outcome;
    entry.ending = Promise.allSettled([outcome, ending]).finally(() => entry.ending = undefined);
    return outcome;
  }

  /** Where some work stands; undefined where it was never begun. */
  state(name: JobName): JobState | undefined {
    return this.#entries.get(keyOf(name))?.state;
  }

  /** Whether another program that keeps its marks in the same folder has this work under way. */
  isElsewhere(name: JobName): boolean {
    return this.#marks.isElsewhere(name);
  }

  /** Where all work stands. */
  get states(): readonly JobState[] {
    return [...this.#entries.values()].map(({ state }) => state);
  }

  /** Calls `listener` whenever the state changes; gives the function that ends this. */
  follow(name: JobName, listener: () => void): () => void {
    return this.#entries.get(keyOf(name))?.follow(listener) ?? (() => {});
  }

  /** Each state of some work as it comes, until it has ended; none where it was never begun. */
  async *statesOf(name: JobName): AsyncGenerator<JobState> {
    let wake = () => {};
    const stop = this.follow(name, () => wake());
    try {
      while (true) {
        const changed = new Promise<void>((resolve) => wake = resolve);
        const state = this.state(name);
        if (!state) return;
        yield state;
        if (state.state !== "waiting" && state.state !== "running") return;
        await changed;
      }
    } finally {
      stop();
    }
  }

  /** Ends some work. Says whether it was under way. */
  stop(name: JobName): boolean {
    const entry = this.#entries.get(keyOf(name));
    if (!entry?.isUnderWay) return false;
    entry.stop();
    return true;
  }

  /** Ends all work; nothing can be begun any more. */
  close(): void {
    this.#closed = true;
    for (const entry of this.#entries.values()) entry.stop();
    this.#marks.close();
  }
}

function keyOf({ kind, id }: JobName): string {
  return `${kind} ${id}`;
}
