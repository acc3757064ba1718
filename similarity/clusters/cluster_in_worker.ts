import { inWorker, type JobContext } from "../../work/mod.ts";
import type { VectorTable } from "../vector_table.ts";
import type { Clustering, ClusterOptions } from "./cluster_table.ts";
import type { ClusterCalls } from "./worker.ts";

const WORKER = new URL("./worker.ts", import.meta.url);

/** `clusterTable()` in a worker that lasts as long as the work; the vectors are shared with it. */
export function clusterInWorker(
  table: VectorTable,
  { tell, signal, ...options }:
    & Omit<ClusterOptions, "progress">
    & Partial<Pick<JobContext, "tell" | "signal">>,
): Promise<Clustering> {
  return inWorker<ClusterCalls, "cluster">(WORKER, {
    name: "cluster",
    request: { ...options, vectors: table.share() },
    progress: tell,
    signal,
  });
}
