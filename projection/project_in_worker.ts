import type { Neighbourhoods, VectorTable } from "../similarity/mod.ts";
import type { ProjectionReport, ProjectionRequest } from "./_messages.ts";
import type { ProjectedMap, ProjectionOptions } from "./projected_map.ts";

/**
 * {@linkcode projectTable} in a worker that lasts as long as the work. The vectors are shared with it.
 *
 * @param signal Ends the work; the promise is then rejected with its reason.
 */
export function projectInWorker(
  table: VectorTable,
  { projection, seed = 1, neighbourhoods, progress, signal }: ProjectionOptions & {
    readonly neighbourhoods?: Neighbourhoods | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<ProjectedMap> {
  const { promise, resolve, reject } = Promise.withResolvers<ProjectedMap>();
  if (signal?.aborted) return Promise.reject(signal.reason);
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const abort = () => reject(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  worker.onmessage = ({ data }: MessageEvent<ProjectionReport>) => {
    if (data.kind === "progress") progress?.(data.share);
    else resolve(data.map);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`Cannot make a map by ${projection}: ${event.message}`));
  };
  const vectors = table.share();
  const request: ProjectionRequest = { projection, seed, vectors, neighbourhoods };
  worker.postMessage(request);
  return promise.finally(() => {
    worker.terminate();
    signal?.removeEventListener("abort", abort);
  });
}
