import type { JobName, JobState } from "../work/mod.ts";

/**
 * Follows a piece of long work of the server until it is done. Rejects with its reason where it failed,
 * was stopped or cut.
 */
export function followWork(
  { kind, id }: JobName,
  { signal, onState }: {
    readonly signal: AbortSignal;
    /** Told how far it is. */
    readonly onState: (state: JobState) => void;
  },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const events = new EventSource(
    `/api/work/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`,
  );
  const leave = () => reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  events.onmessage = ({ data }: MessageEvent<string>) => {
    const state: JobState = JSON.parse(data);
    if (state.state === "done") resolve();
    else if (state.state === "waiting" || state.state === "running") onState(state);
    else reject(new Error(state.reason ?? `The work has ${state.state}`));
  };
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) reject(new Error("The server does not answer"));
  };
  return promise.finally(() => {
    events.close();
    signal.removeEventListener("abort", leave);
  });
}
