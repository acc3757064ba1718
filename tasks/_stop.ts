/** Ctrl-C and the end signal as an abort signal; listening ends with the `using` block. */
export function whenStopped(
  onStop: () => void,
): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
    onStop();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const signal of signals) Deno.removeSignalListener(signal, stop);
    },
  };
}
