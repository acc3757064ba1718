import { Pool } from "../pool/mod.ts";

/** A file whose picture is wanted. */
export interface CoverJob {
  readonly path: string;
  /** Longest side in pixels; the picture as it is where left out. */
  readonly size?: number | undefined;
}

/** A picture. */
export interface Cover {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `image/jpeg`, `image/png`, `image/webp` or `image/gif`, by its content. */
  readonly type: string;
}

const TIME_LIMIT = 20_000;
const FILES_PER_WORKER = 500;

/** One worker that takes pictures out of files; `undefined` for a file that has none. */
export function createCoverPool(): Pool<CoverJob, Cover | undefined> {
  return new Pool({
    size: 1,
    start: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    timeLimit: () => TIME_LIMIT,
    jobsPerWorker: FILES_PER_WORKER,
  });
}
