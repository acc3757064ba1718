/** Entries that wait at the most: a walk that is further ahead waits too. */
const MOST_WAITING = 100_000;

/** What one walk has found and nobody has taken yet, so that the total is known early. */
export class Backlog<T> {
  readonly #waiting: T[] = [];
  readonly #waiters: (() => void)[] = [];
  #taken = 0;
  #ended = false;

  /** Adds an entry; waits where too many wait already. */
  async add(entry: T): Promise<void> {
    while (this.#waiting.length - this.#taken >= MOST_WAITING && !this.#ended) {
      await this.#change();
    }
    this.#waiting.push(entry);
    this.#wake();
  }

  /** Says that nothing more comes. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The entries in their order, until the end was said. */
  async *entries(): AsyncGenerator<T> {
    while (true) {
      const entry = this.#waiting[this.#taken];
      if (entry !== undefined) {
        this.#taken++;
        this.#compact();
        yield entry;
      } else if (this.#ended) return;
      else await this.#change();
    }
  }

  #compact(): void {
    if (this.#taken < 1_000 || this.#taken * 2 < this.#waiting.length) return;
    this.#waiting.splice(0, this.#taken);
    this.#taken = 0;
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}
