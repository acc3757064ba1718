import { inWorker } from "../../work/mod.ts";
import type { VectorTable } from "../vector_table.ts";
import { Reduction } from "./reduction.ts";
import type { FitCalls } from "./worker.ts";

const WORKER = new URL("./worker.ts", import.meta.url);

/** {@linkcode Reduction.fit} in a worker that lasts as long as the work. */
export async function fitInWorker(
  sample: VectorTable,
  { kept, signal }: { readonly kept: number; readonly signal?: AbortSignal },
): Promise<Reduction> {
  const request = { sample: sample.share(), kept };
  return new Reduction(await inWorker<FitCalls, "fit">(WORKER, { name: "fit", request, signal }));
}
