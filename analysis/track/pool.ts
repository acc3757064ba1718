import type { TempoMethod } from "../descriptors/tempo_method.ts";
import type { HearingSettings } from "../models/mod.ts";
import { Pool } from "../pool/mod.ts";
import type { Analysis, AnalysisJob } from "./analysis.ts";

/** Milliseconds that a file may take besides what its size allows. */
const BASE_LIMIT = 120_000;
/** Milliseconds that each megabyte of a file may take: 20 times what it does. */
const LIMIT_PER_MEGABYTE = 20_000;
/** Files after which a worker is replaced, as WebAssembly never gives memory back. */
const FILES_PER_WORKER = 500;

/** How a pool of analysing workers is made. */
export interface AnalysisPoolOptions {
  /** Number of workers. */
  readonly size: number;
  readonly tempo: TempoMethod;
  /** How networks are run. */
  readonly hearing?: HearingSettings;
  /** Model files loaded without any check, by id; for tests and benches alone. */
  readonly unverified?: Readonly<Record<string, string>>;
}

/** A pool of workers that analyse files. */
export function createAnalysisPool(options: AnalysisPoolOptions): Pool<AnalysisJob, Analysis> {
  const url = new URL("./worker.ts", import.meta.url);
  url.searchParams.set("tempo", options.tempo);
  if (options.hearing) url.searchParams.set("hearing", JSON.stringify(options.hearing));
  if (options.unverified) url.searchParams.set("unverified", JSON.stringify(options.unverified));
  return new Pool({
    size: options.size,
    start: () => new Worker(url, { type: "module" }),
    timeLimit: ({ size }) => BASE_LIMIT + size / 1e6 * LIMIT_PER_MEGABYTE,
    jobsPerWorker: FILES_PER_WORKER,
  });
}
