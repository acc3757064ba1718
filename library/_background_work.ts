/** Tells how much of some work is done, in [0, 1]. */
export type Tell = (share: number) => void;

/** Something with the digest of the vectors that it was made of. */
export interface Dated<Result> {
  readonly result: Result;
  readonly digest: string;
}

/** What takes long to work out of vectors: the last result stays while a newer one is made. */
export class BackgroundWork<Result> {
  #last: Partial<Dated<Result>>;
  #progress: number | undefined;
  #underWay: Promise<void> | undefined;

  /** @param kept What an earlier run of the program has left; without a digest it is of older vectors. */
  constructor(kept: Partial<Dated<Result>> = {}) {
    this.#last = kept;
  }

  get result(): Result | undefined {
    return this.#last.result;
  }

  /** Of the vectors that the result is of, where that is known. */
  get digest(): string | undefined {
    return this.#last.digest;
  }

  /** Share of the work under way, in [0, 1]; undefined where none is. */
  get progress(): number | undefined {
    return this.#progress;
  }

  /** Begins, unless work is under way. Work that fails leaves the last result. */
  begin(work: (tell: Tell) => Promise<Dated<Result>>): void {
    this.#underWay ??= this.#run(work);
    this.#underWay.catch(() => {});
  }

  /** Resolves when no work is under way; rejects as that work does. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  async #run(work: (tell: Tell) => Promise<Dated<Result>>): Promise<void> {
    this.#progress = 0;
    try {
      this.#last = await work((share) => this.#progress = share);
    } finally {
      this.#progress = undefined;
      this.#underWay = undefined;
    }
  }
}
