import type { Seconds } from "../../domain/mod.ts";
import { Pool } from "../pool/mod.ts";

/** Which end of a file is wanted. */
export interface ExcerptJob {
  readonly path: string;
  readonly part: "start" | "end";
  /** At most so long. */
  readonly seconds: Seconds;
}

/** A piece of a file as a WAV file of 16 bit. */
export interface Excerpt {
  readonly wav: Uint8Array<ArrayBuffer>;
  /** Where it begins in the file. */
  readonly start: Seconds;
}

const TIME_LIMIT = 120_000;
const FILES_PER_WORKER = 50;

/** One worker that cuts the first or last seconds that sound out of a file, kept for the next one. */
export function createExcerptPool(): Pool<ExcerptJob, Excerpt> {
  return new Pool({
    size: 1,
    start: () => new Worker(new URL("./excerpt_worker.ts", import.meta.url), { type: "module" }),
    timeLimit: () => TIME_LIMIT,
    jobsPerWorker: FILES_PER_WORKER,
  });
}
