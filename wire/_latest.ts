/** Runs calls one at a time. */
export interface Latest<Value> {
  /** Runs now, or as soon as the call under way has ended, unless a later one takes its place. */
  run(value: Value): void;
  /** Aborts the call under way and drops the one that waits. */
  stop(): void;
}

/**
 * Keeps at most one call under way, and one waiting: the latest. A call that rejects ends; telling of
 * it is its own business.
 */
export function latest<Value>(
  call: (value: Value, signal: AbortSignal) => Promise<void>,
): Latest<Value> {
  const ended = new AbortController();
  let busy = false;
  let next: { readonly value: Value } | undefined;

  async function work(value: Value): Promise<void> {
    busy = true;
    for (let now: typeof next = { value }; now && !ended.signal.aborted; now = taken()) {
      await call(now.value, ended.signal).catch(() => {});
    }
    busy = false;
  }

  function taken(): typeof next {
    const waiting = next;
    next = undefined;
    return waiting;
  }

  return {
    run(value) {
      if (ended.signal.aborted) return;
      if (busy) next = { value };
      else void work(value);
    },
    stop() {
      next = undefined;
      ended.abort();
    },
  };
}
