/** Milliseconds since a job began. */
interface Spent {
  readonly wall: number;
  /** Of which its worker computed, as far as the process can tell. */
  readonly work: number;
}

/**
 * Tells how long a job has worked from how long it has waited, so that a busy machine or a slow disk
 * makes nothing fail. A worker's own share of the process's CPU time cannot be asked for: what the
 * process spent is shared evenly among the workers that are busy.
 */
export class WorkWatch {
  readonly #busy: () => number;
  readonly #cpuTime: () => number;
  readonly #began = performance.now();
  #at = this.#began;
  #cpu: number;
  #work = 0;

  /** @param cpuTime CPU time of the process, in milliseconds. */
  constructor({ busy, cpuTime }: { readonly busy: () => number; readonly cpuTime: () => number }) {
    this.#busy = busy;
    this.#cpuTime = cpuTime;
    this.#cpu = cpuTime();
  }

  /** Takes a reading. */
  tick(): Spent {
    const [now, cpu] = [performance.now(), this.#cpuTime()];
    this.#work += Math.min(now - this.#at, (cpu - this.#cpu) / Math.max(1, this.#busy()));
    this.#at = now;
    this.#cpu = cpu;
    return { wall: now - this.#began, work: this.#work };
  }
}
