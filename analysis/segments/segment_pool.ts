import type { SegmentKind, Segments } from "../../domain/mod.ts";
import { Pool } from "../pool/mod.ts";

/** A file to be heard patch by patch. */
export interface SegmentJob {
  readonly path: string;
  readonly kinds: readonly SegmentKind[];
}

const TIME_LIMIT = 300_000;
const FILES_PER_WORKER = 200;

/** Workers that hear files patch by patch; kinds whose model is not installed are left out. */
export function createSegmentPool(size = 1): Pool<SegmentJob, readonly Segments[]> {
  return new Pool({
    size,
    start: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    timeLimit: () => TIME_LIMIT,
    jobsPerWorker: FILES_PER_WORKER,
  });
}
