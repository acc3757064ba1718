import type { Neighbourhoods, VectorTable } from "../similarity/mod.ts";
import { inWorker } from "../work/mod.ts";
import type { ProjectedMap, ProjectionOptions } from "./projected_map.ts";
import type { MapQuality } from "./quality.ts";
import type { ProjectionCalls } from "./worker.ts";

const WORKER = new URL("./worker.ts", import.meta.url);

/** {@linkcode mapQuality} in a worker: how far coordinates that were made elsewhere can be trusted. */
export function measureInWorker(
  table: VectorTable,
  { coordinates, signal }: {
    readonly coordinates: Float32Array;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<MapQuality> {
  const request = { vectors: table.share(), coordinates };
  return inWorker<ProjectionCalls, "measure">(WORKER, { name: "measure", request, signal });
}

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
  return inWorker<ProjectionCalls, "project">(WORKER, {
    name: "project",
    request: { projection, seed, neighbourhoods, vectors: table.share() },
    progress: progress && (({ fraction }) => progress(fraction)),
    signal,
  });
}
