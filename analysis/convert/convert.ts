import { type Outcome, Pool } from "../pool/mod.ts";

/** A file to be converted, and where to. */
export interface ConversionJob {
  readonly path: string;
  readonly target: string;
}

const TIME_LIMIT = 600_000;

/**
 * Writes a WAV file of 16 bit in one or two channels that holds what our decoders make of a file. It is done in
 * a worker of its own, so that whoever asks can go on.
 *
 * @returns Why not, where it cannot be decoded.
 */
export async function convertToWav(job: ConversionJob): Promise<Outcome<true>> {
  const pool = new Pool<ConversionJob, true>({
    size: 1,
    start: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    timeLimit: () => TIME_LIMIT,
  });
  try {
    return await pool.run(job);
  } finally {
    pool.close();
  }
}
