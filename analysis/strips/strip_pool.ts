import type { Seconds } from "../../domain/mod.ts";
import { Pool } from "../pool/mod.ts";
import type { TempoFound } from "./find_beats.ts";

/** A file to be drawn along. */
export interface StripJob {
  readonly path: string;
  readonly duration: Seconds;
  /** Asks for the beats alone. */
  readonly tempo?: TempoFound;
}

const TIME_LIMIT = 120_000;
const FILES_PER_WORKER = 50;

/**
 * One worker that draws along files, kept for the next one; its results are what `writeStrips` writes, its
 * stages `draw` and the share that is drawn.
 */
export function createStripPool(): Pool<StripJob, Uint8Array<ArrayBuffer>> {
  return new Pool({
    size: 1,
    start: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    timeLimit: () => TIME_LIMIT,
    jobsPerWorker: FILES_PER_WORKER,
  });
}
