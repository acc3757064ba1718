import type { Calls, FromWorker, Progress, ToWorker } from "./_messages.ts";

/** What a call may do beside its work. */
export interface CallContext {
  /** Tells how far it is. */
  progress(progress: Progress): void;
  /** Aborted where the caller wants no more of it; looked at between two slices. */
  readonly signal: AbortSignal;
}

/** A result whose buffers are handed over instead of copied. */
export class Transferred<Result> {
  readonly result: Result;
  readonly transfer: readonly Transferable[];

  constructor(result: Result, transfer: readonly Transferable[]) {
    this.result = result;
    this.transfer = transfer;
  }
}

type Answer<Result> = Result | Transferred<Result>;

/** How each call is answered. */
export type Handlers<C extends Calls> = {
  readonly [Name in keyof C]: (
    request: C[Name]["request"],
    context: CallContext,
  ) => Answer<C[Name]["result"]> | Promise<Answer<C[Name]["result"]>>;
};

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(report: FromWorker, transfer?: readonly Transferable[]): void;
};

/** Answers the calls of the thread that started this worker; the only thing a worker's module does. */
export function serve<C extends Calls>(handlers: Handlers<C>): void {
  const stops = new Map<number, AbortController>();
  scope.onmessage = ({ data }) => {
    if (data.kind === "stop") stops.get(data.ticket)?.abort();
    else void answer(data);
  };

  async function answer(
    { ticket, name, request }: Extract<ToWorker, { readonly kind: "call" }>,
  ): Promise<void> {
    const stop = new AbortController();
    stops.set(ticket, stop);
    const context: CallContext = {
      signal: stop.signal,
      progress: (progress) => scope.postMessage({ kind: "progress", ticket, progress }),
    };
    try {
      const found = await handlers[name]!(request, context);
      if (found instanceof Transferred) {
        scope.postMessage({ kind: "done", ticket, result: found.result }, found.transfer);
      } else scope.postMessage({ kind: "done", ticket, result: found });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      scope.postMessage({ kind: "failed", ticket, reason });
    } finally {
      stops.delete(ticket);
    }
  }
}
