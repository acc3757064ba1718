/** One thing in a hand-written query that could not be read. */
export interface Problem {
  readonly parameter: string;
  /** As it was written. */
  readonly value: string;
  /** What is wrong and what was expected. */
  readonly reason: string;
}

/** Reads parameters one by one and keeps what went wrong. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly #params: URLSearchParams;
  readonly #read = new Set<string>();

  constructor(params: URLSearchParams) {
    this.#params = params;
  }

  /** The value of a parameter, empty where it is not there; repeated ones are joined by commas. */
  take(parameter: string): string {
    this.#read.add(parameter);
    return this.#params.getAll(parameter).filter((value) => value !== "").join(",");
  }

  /** The value of a parameter that may hold anything; only the first counts. */
  takeOne(parameter: string): string {
    this.#read.add(parameter);
    const [first = "", ...rest] = this.#params.getAll(parameter);
    if (rest.length > 0) this.fail(parameter, "it is given more than once; the first counts");
    return first;
  }

  fail(parameter: string, reason: string): undefined {
    this.problems.push({
      parameter,
      value: this.#params.getAll(parameter).join(","),
      reason,
    });
    return undefined;
  }

  /** One of a list of words, or `undefined`; says so where it is another word. */
  word<Word extends string>(parameter: string, words: readonly Word[]): Word | undefined {
    const value = this.take(parameter).trim().toLowerCase();
    if (value === "") return undefined;
    const found = words.find((word) => word === value);
    return found ?? this.fail(parameter, `expected ${words.join(" or ")}`);
  }

  /** Parameters that nothing asked for. */
  left(): string[] {
    return [...new Set(this.#params.keys())].filter((name) => !this.#read.has(name));
  }
}
