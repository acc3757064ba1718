import { cpuUsage } from "node:process";

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
  readonly #began = performance.now();
  #at = this.#began;
  #cpu = cpuMilliseconds();
  #work = 0;

  constructor(busy: () => number) {
    this.#busy = busy;
  }

  /** Takes a reading. */
  tick(): Spent {
    const [now, cpu] = [performance.now(), cpuMilliseconds()];
    this.#work += Math.min(now - this.#at, (cpu - this.#cpu) / Math.max(1, this.#busy()));
    this.#at = now;
    this.#cpu = cpu;
    return { wall: now - this.#began, work: this.#work };
  }
}

function cpuMilliseconds(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}
