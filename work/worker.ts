import type { Calls, FromWorker, Progress, ToWorker } from "./_messages.ts";

/** What goes with a call. */
export interface CallOptions {
  /** Called as the work goes. */
  progress?: ((progress: Progress) => void) | undefined;
  /** Ends the call, which is then rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Buffers that are handed over instead of copied. */
  readonly transfer?: readonly Transferable[];
}

/** Work that a worker could not do, in its own words. */
export class WorkError extends Error {
  override readonly name = "WorkError";
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly progress: CallOptions["progress"];
}

/** A worker that answers typed calls until it is ended; its module hands them to `serve()`. */
export class Worked<C extends Calls> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #tickets = 0;
  #ended: string | undefined;

  constructor(url: URL) {
    this.#worker = new Worker(url, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.end(event.message);
    };
  }

  /** Asks for something. Rejects with a {@linkcode WorkError} where it cannot be done. */
  call<Name extends keyof C & string>(
    name: Name,
    request: C[Name]["request"],
    { progress, signal, transfer = [] }: CallOptions = {},
  ): Promise<C[Name]["result"]> {
    if (this.#ended !== undefined) return Promise.reject(new WorkError(this.#ended));
    if (signal?.aborted) return Promise.reject(signal.reason);
    const ticket = this.#tickets++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(ticket, { resolve, reject, progress });
    this.#post({ kind: "call", ticket, name, request }, transfer);
    const stop = () => {
      this.#waiting.delete(ticket);
      this.#post({ kind: "stop", ticket });
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", stop));
  }

  /** Ends the worker at once; what it was asked is rejected with the reason. */
  end(reason = "the work was ended"): void {
    if (this.#ended !== undefined) return;
    this.#ended = reason;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(new WorkError(reason));
    this.#waiting.clear();
  }

  #hear(data: FromWorker): void {
    const waiting = this.#waiting.get(data.ticket);
    if (!waiting) return;
    if (data.kind === "progress") return waiting.progress?.(data.progress);
    this.#waiting.delete(data.ticket);
    if (data.kind === "done") waiting.resolve(data.result);
    else waiting.reject(new WorkError(data.reason));
  }

  #post(message: ToWorker, transfer: readonly Transferable[] = []): void {
    if (this.#ended === undefined) this.#worker.postMessage(message, [...transfer]);
  }
}

/** One call in a worker that lasts as long as the work. */
export async function inWorker<C extends Calls, Name extends keyof C & string>(
  url: URL,
  { name, request, ...options }: CallOptions & {
    readonly name: Name;
    readonly request: C[Name]["request"];
  },
): Promise<C[Name]["result"]> {
  const worker = new Worked<C>(url);
  try {
    return await worker.call(name, request, options);
  } finally {
    worker.end();
  }
}
