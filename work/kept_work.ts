import type { Desk } from "./desk.ts";
import type { Job, JobContext, JobName, JobState } from "./job.ts";

/** Something with the digest of what it was made of. */
export interface Dated<Result> {
  readonly result: Result;
  readonly digest: string;
}

/** How {@linkcode KeptWork} is kept and made. */
export interface KeptWorkOptions<Result> extends JobName {
  readonly desk: Desk;
  /** What an earlier run of the program has left; without a digest it is of older things. */
  readonly kept?: Partial<Dated<Result>> | undefined;
}

/** What takes long to work out: the last result stays while a newer one is made. */
export class KeptWork<Result> {
  readonly #desk: Desk;
  /** What the work is called. */
  readonly name: JobName;
  #last: Partial<Dated<Result>>;
  #underWay: Promise<void> | undefined;

  constructor({ desk, kind, id, kept = {} }: KeptWorkOptions<Result>) {
    this.#desk = desk;
    this.name = { kind, id };
    this.#last = kept;
  }

  get result(): Result | undefined {
    return this.#last.result;
  }

  /** Of what the result is of, where that is known. */
  get digest(): string | undefined {
    return this.#last.digest;
  }

  /** Where the work stands; undefined where none was begun. */
  get state(): JobState | undefined {
    return this.#desk.state(this.name);
  }

  /** Share of the work under way, in [0, 1]; undefined where none is. */
  get progress(): number | undefined {
    return this.#underWay && (this.state?.fraction ?? 0);
  }

  /** Begins, unless work is under way. Work that fails leaves the last result. */
  begin(
    make: (context: JobContext) => Promise<Dated<Result>>,
    options: Partial<Pick<Job<unknown>, "priority" | "after" | "endsUnfollowed">> = {},
  ): void {
    if (this.#underWay) return;
    const work = this.#desk.begin({ priority: "asked", ...options, ...this.name, run: make });
    this.#underWay = work.then((made) => void (this.#last = made))
      .finally(() => this.#underWay = undefined);
    this.#underWay.catch(() => {});
  }

  /** Resolves when no work is under way; rejects as that work does. */
  async settled(): Promise<void> {
    await this.#underWay;
  }
}
