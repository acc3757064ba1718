import { cpuUsage } from "node:process";
import type { JobMessage, WorkerMessage } from "./messages.ts";
import { WorkWatch } from "./_work_watch.ts";

/** What became of a job. */
export type Outcome<Result> =
  | { readonly result: Result }
  | { readonly failed: Failure };

/** At which stage a job failed, and why. */
export interface Failure {
  readonly stage: string;
  readonly reason: string;
  /** Whether it may be no fault of the job's: the worker waited, and did not work. */
  readonly passing?: boolean;
}

/** How a pool is made. */
export interface PoolOptions<Job> {
  /** Number of workers. */
  readonly size: number;
  /** Starts a worker; it sends `ready` once it can take a job. */
  readonly start: () => Worker;
  /** Milliseconds of work after which a job counts as hung; ten times as many where it only waits. */
  readonly timeLimit: (job: Job) => number;
  /** CPU time of the process so far, in milliseconds; asked of the system where left out. */
  readonly cpuTime?: () => number;
  /** Jobs after which a worker is replaced, to give back what its WASM heaps have grown to. */
  readonly jobsPerWorker?: number;
}

/** How a job is run. */
export interface Running {
  /** Told what the worker is doing. */
  readonly onStage?: (stage: string) => void;
  /** Ends the job, and the worker with it where it is under way; it then counts as failed. */
  readonly signal?: AbortSignal;
}

interface Member<Result> {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  /** Ends the wait for a worker that is not ready yet. */
  readonly giveUp: (reason: string) => void;
  jobs: number;
  settle?: (message: WorkerMessage<Result> | { readonly type: "crashed"; reason: string }) => void;
}

/** Milliseconds a worker may take to get ready. */
const START_LIMIT = 30_000;
/** How often a worker is started before the pool gives up. */
const START_ATTEMPTS = 2;

/** Milliseconds between two looks at how much a job has worked. */
const TICK = 1_000;
/** How many times its limit a job may wait, for a disk or for other programs. */
const WAITS = 10;

const STOPPED = { failed: { stage: "start", reason: "the run was stopped" } } as const;

/** A fixed number of workers that take jobs one at a time. */
export class Pool<Job, Result> {
  readonly #options: PoolOptions<Job>;
  readonly #idle: Member<Result>[] = [];
  readonly #waiting: ((free: true) => void)[] = [];
  readonly #members = new Set<Member<Result>>();
  #busy = 0;
  #closed = false;

  constructor(options: PoolOptions<Job>) {
    this.#options = options;
  }

  /** Number of workers. */
  get size(): number {
    return this.#options.size;
  }

  /**
   * Runs a job on the next free worker.
   *
   * @returns The result, or at which stage it failed and why. Never rejects for a job's own failure;
   * rejects where no worker can be started.
   */
  async run(job: Job, running: Running = {}): Promise<Outcome<Result>> {
    while (this.#busy >= this.size) {
      await new Promise<true>((resolve) => this.#waiting.push(resolve));
    }
    this.#busy++;
    try {
      if (this.#closed || running.signal?.aborted) return STOPPED;
      const member = this.#idle.pop() ?? await this.#started();
      return await this.#runOn(member, job, running);
    } catch (error) {
      if (this.#closed) return STOPPED;
      throw error;
    } finally {
      this.#busy--;
      this.#waiting.shift()?.(true);
    }
  }

  /** Ends every worker at once; jobs under way end as failed. */
  close(): void {
    this.#closed = true;
    for (const member of this.#members) {
      member.settle?.({ type: "crashed", reason: STOPPED.failed.reason });
      member.giveUp(STOPPED.failed.reason);
      this.#discard(member);
    }
  }

  async #started(): Promise<Member<Result>> {
    for (let attempt = 1;; attempt++) {
      const member = this.#start();
      try {
        await member.ready;
        return member;
      } catch (error) {
        if (attempt === START_ATTEMPTS || this.#closed) throw error;
      }
    }
  }

  #start(): Member<Result> {
    const worker = this.#options.start();
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = (reason: string) => reject(new Error(`Cannot start a worker: ${reason}`));
    const timer = setTimeout(
      () => giveUp(`it was not ready within ${START_LIMIT / 1000} s`),
      START_LIMIT,
    );
    const member: Member<Result> = { worker, ready, giveUp, jobs: 0 };
    ready.catch(() => this.#discard(member)).finally(() => clearTimeout(timer));
    worker.onmessage = ({ data }: MessageEvent<WorkerMessage<Result>>) => {
      if (data.type === "ready") resolve();
      else if (data.type === "failed" && !member.settle) giveUp(data.reason);
      else member.settle?.(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const reason = event.message.replace(/^Uncaught (\(in promise\) )?/, "");
      if (member.settle) member.settle({ type: "crashed", reason });
      else giveUp(reason);
    };
    this.#members.add(member);
    return member;
  }

  async #runOn(
    member: Member<Result>,
    job: Job,
    { onStage, signal }: Running,
  ): Promise<Outcome<Result>> {
    let stage = "start";
    const watch = new WorkWatch({
      busy: () => this.#busy,
      cpuTime: this.#options.cpuTime ?? cpuTimeOfProcess,
    });
    let timer: ReturnType<typeof setInterval> | undefined;
    let stop = () => {};
    const limit = this.#options.timeLimit(job);
    const outcome = await new Promise<Outcome<Result> & { readonly keep: boolean }>((resolve) => {
      const fail = (reason: string, keep = false) => resolve({ failed: { stage, reason }, keep });
      timer = setInterval(() => {
        const spent = watch.tick();
        if (spent.work > limit) {
          fail(`no answer within ${Math.round(limit / 1000)} s; the worker was replaced`);
        } else if (spent.wall > WAITS * limit) {
          const seconds = Math.round(spent.wall / 1000);
          const reason = `no answer for ${seconds} s, in most of which nothing was computed`;
          resolve({ failed: { stage, reason, passing: true }, keep: false });
        }
      }, Math.min(TICK, limit));
      member.settle = (message) => {
        if (message.type === "stage") {
          stage = message.stage;
          onStage?.(stage);
        } else if (message.type === "done") {
          resolve({ result: message.result, keep: true });
        } else if (message.type === "failed") {
          stage = message.stage;
          fail(message.reason, !message.replace);
        } else if (message.type === "crashed") {
          fail(message.reason);
        }
      };
      stop = () => fail(STOPPED.failed.reason);
      signal?.addEventListener("abort", stop);
      const message: JobMessage<Job> = { type: "job", job };
      member.worker.postMessage(message);
    });
    clearInterval(timer);
    signal?.removeEventListener("abort", stop);
    delete member.settle;
    member.jobs++;
    const worn = member.jobs >= (this.#options.jobsPerWorker ?? Infinity);
    if (outcome.keep && !worn && this.#members.has(member)) this.#idle.push(member);
    else this.#discard(member);
    return "result" in outcome ? { result: outcome.result } : { failed: outcome.failed };
  }

  #discard(member: Member<Result>): void {
    member.worker.terminate();
    this.#members.delete(member);
    const index = this.#idle.indexOf(member);
    if (index >= 0) this.#idle.splice(index, 1);
  }
}

function cpuTimeOfProcess(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}
