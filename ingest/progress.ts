import type { Instant, Seconds } from "../domain/mod.ts";

/** How far a run has come. */
export interface Progress {
  /** Files looked at so far whose fate is known. */
  readonly done: number;
  /** Files found so far; final once `counted`. */
  readonly total: number;
  /** Whether every folder has been walked. */
  readonly counted: boolean;
  readonly analysed: number;
  readonly unchanged: number;
  /** Known tracks whose tags were read anew. */
  readonly retagged: number;
  readonly moved: number;
  /** Tracks whose files were gone and are back. */
  readonly returned: number;
  readonly duplicates: number;
  readonly failed: number;
  /** Files that an earlier run failed on and this one left alone. */
  readonly failedBefore: number;
  readonly skipped: number;
}

/** A run before its first file. */
export const NO_PROGRESS: Progress = {
  done: 0,
  total: 0,
  counted: false,
  analysed: 0,
  unchanged: 0,
  retagged: 0,
  moved: 0,
  returned: 0,
  duplicates: 0,
  failed: 0,
  failedBefore: 0,
  skipped: 0,
};

/** Seconds over which the rate is taken, so that it follows a change of pace. */
const WINDOW = 30;

/** Tracks analysed a second, over the last half minute. */
export class Rate {
  readonly #marks: { readonly at: Instant; readonly analysed: number }[] = [];

  /** Takes a reading. */
  mark(at: Instant, analysed: number): void {
    this.#marks.push({ at, analysed });
    while (this.#marks.length > 2 && at - this.#marks[0]!.at > WINDOW * 1000) this.#marks.shift();
  }

  /** Tracks a second; `undefined` before there is anything to tell. */
  get perSecond(): number | undefined {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)];
    if (!first || !last || last.at <= first.at || last.analysed === first.analysed) {
      return undefined;
    }
    return (last.analysed - first.analysed) / ((last.at - first.at) / 1000);
  }

  /** Seconds left for the files that are still to be looked at. */
  left(progress: Progress): Seconds | undefined {
    const rate = this.perSecond;
    return rate === undefined || !progress.counted
      ? undefined
      : (progress.total - progress.done) / rate;
  }
}
