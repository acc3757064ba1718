import type { VectorTable } from "../vector_table.ts";
import { Reduction } from "./reduction.ts";
import type { FitReport, FitRequest } from "./worker.ts";

/** {@linkcode Reduction.fit} in a worker that lasts as long as the work. */
export function fitInWorker(
  sample: VectorTable,
  { kept }: { readonly kept: number },
): Promise<Reduction> {
  const { promise, resolve, reject } = Promise.withResolvers<Reduction>();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<FitReport>) => resolve(new Reduction(data));
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`Cannot reduce vectors: ${event.message}`));
  };
  const request: FitRequest = { sample: sample.share(), kept };
  worker.postMessage(request);
  return promise.finally(() => worker.terminate());
}
