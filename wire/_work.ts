import type { JobState } from "../work/mod.ts";
import { ask, AskError } from "./_ask.ts";
import { follow } from "./_follow.ts";

/** How long work of the server is waited for. */
export interface WaitingForWork {
  readonly signal: AbortSignal;
  /** Told where it stands, as long as it is under way. */
  readonly onState: (state: JobState) => void;
}

/**
 * Follows a piece of long work of the server until it is done. Rejects with its reason where it failed,
 * was stopped or cut.
 *
 * @param address Where it is followed, such as `/api/work/map/effnet.umap`.
 */
export function workDone(address: string, { signal, onState }: WaitingForWork): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal.aborted) return Promise.reject(signal.reason);
  const leave = () => reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  const end = follow<JobState>(address, {
    onEvent(state) {
      if (state.state === "done") resolve();
      else if (state.state === "waiting" || state.state === "running") onState(state);
      else reject(new Error(state.reason ?? `The work was ${state.state}`));
    },
    onLost: (reason) => reject(new AskError(reason, 0)),
  });
  return promise.finally(() => {
    end();
    signal.removeEventListener("abort", leave);
  });
}

/** Ends the laying out of a map, such as `effnet.tsne`. */
export async function stopMap(id: string): Promise<void> {
  await ask(`/api/work/map/${encodeURIComponent(id)}`, {
    to: "stop the map",
    method: "DELETE",
  });
}

/** Starts an evaluation. */
export async function startEvaluation(): Promise<void> {
  await ask("/api/evaluation", { to: "start the evaluation", method: "POST" });
}

/** Resolves when the clusters of that name are found; see {@linkcode workDone}. */
export function clustersDone(id: string, waiting: WaitingForWork): Promise<void> {
  return workDone(`/api/work/clusters/${encodeURIComponent(id)}`, waiting);
}

/** Resolves when the evaluation that runs is done; see {@linkcode workDone}. */
export function evaluationDone(waiting: WaitingForWork): Promise<void> {
  return workDone("/api/work/evaluation/spaces", waiting);
}
