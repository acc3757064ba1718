/** A process that analyses one track again and again, for `deno task bench`; prints JSON. */
import process from "node:process";
import { createAnalysisPool, type TempoMethod } from "../analysis/mod.ts";
import type { StageId } from "../domain/mod.ts";
import { peakMemory } from "./_peak_memory.ts";

/** What the process is told, as JSON, in its only argument. */
export interface PoolBench {
  readonly path: string;
  readonly stages: readonly StageId[];
  readonly workers: number;
  readonly tracks: number;
  readonly tempo: TempoMethod;
  readonly unverified: Readonly<Record<string, string>>;
}

/** What it prints: seconds for all tracks, and megabytes at most. */
export interface PoolBenchResult {
  readonly wall: number;
  readonly cpu: number;
  /** CPU of the threads on which V8 compiles and collects, part of `cpu`; 0 where Linux does not tell. */
  readonly background: number;
  readonly peak: number;
}

async function measure(bench: PoolBench): Promise<PoolBenchResult> {
  const { path, stages, workers, tracks, tempo, unverified } = bench;
  const { size } = await Deno.stat(path);
  const pool = createAnalysisPool({ size: workers, tempo, unverified });
  const analyse = async (count: number) => {
    const runs = Array.from({ length: count }, () => pool.run({ path, size, stages }));
    for (const outcome of await Promise.all(runs)) {
      if ("failed" in outcome) throw new Error(`Cannot measure: ${outcome.failed.reason}`);
    }
  };
  await analyse(2 * workers);
  const cpu = process.cpuUsage();
  const background = backgroundCpu();
  const start = performance.now();
  await analyse(tracks);
  const wall = (performance.now() - start) / 1e3;
  const { user, system } = process.cpuUsage(cpu);
  const spent = backgroundCpu() - background;
  pool.close();
  return { wall, cpu: (user + system) / 1e6, background: spent, peak: peakMemory() };
}

/** Clock ticks a second in which Linux counts a thread's time. */
const TICKS = 100;

/** Seconds of CPU that the threads of V8 which run no script have taken. */
function backgroundCpu(): number {
  if (Deno.build.os !== "linux") return 0;
  let ticks = 0;
  for (const { name } of Deno.readDirSync("/proc/self/task")) {
    const stat = Deno.readTextFileSync(`/proc/self/task/${name}/stat`);
    if (!stat.includes("(V8 ")) continue;
    const [user, system] = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 13);
    ticks += Number(user) + Number(system);
  }
  return ticks / TICKS;
}

if (import.meta.main) {
  console.log(JSON.stringify(await measure(JSON.parse(Deno.args[0]!) as PoolBench)));
  Deno.exit(0);
}
