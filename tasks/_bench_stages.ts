import process from "node:process";
import type { TempoMethod } from "../analysis/mod.ts";
import { modelFolders, openModels } from "../analysis/models/mod.ts";
import { analyse } from "../analysis/track/mod.ts";
import type { Seconds, StageId } from "../domain/mod.ts";

/** Time that something took. */
export interface Cost {
  readonly cpu: Seconds;
  readonly wall: Seconds;
}

/** What the stages of one track cost, by stage; `decode` holds loudness, `all` the whole track. */
export type StageCosts = ReadonlyMap<string, Cost>;

/** How the stages are measured. */
export interface StageBenchOptions {
  readonly path: string;
  readonly stages: readonly StageId[];
  readonly tempo: TempoMethod;
  readonly unverified: Readonly<Record<string, string>>;
  /** Runs after a first one that is not counted; the one of median CPU time is taken. */
  readonly runs: number;
}

/** Analyses a track in this thread, as a worker does. */
export async function stageCosts(options: StageBenchOptions): Promise<StageCosts> {
  const { unverified, runs } = options;
  await using models = await openModels({ folders: modelFolders(), unverified });
  const { size } = await Deno.stat(options.path);
  const job = { path: options.path, size, stages: options.stages };
  const once = async () => {
    const clock = new StageClock();
    await analyse(job, { models, tempo: options.tempo, onStage: (stage) => clock.begin(stage) });
    return clock.end();
  };
  await once();
  const measured: StageCosts[] = [];
  for (let i = 0; i < runs; i++) measured.push(await once());
  measured.sort((a, b) => a.get("all")!.cpu - b.get("all")!.cpu);
  return measured[measured.length >> 1]!;
}

class StageClock {
  readonly #costs = new Map<string, Cost>();
  readonly #start = now();
  #stage = "";
  #since = this.#start;

  begin(stage: string): void {
    this.#close();
    this.#stage = stage;
  }

  end(): StageCosts {
    this.#close();
    return this.#costs.set("all", between(this.#start, this.#since));
  }

  #close(): void {
    const here = now();
    if (this.#stage) this.#costs.set(this.#stage, between(this.#since, here));
    this.#since = here;
  }
}

function now(): Cost {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1e6, wall: performance.now() / 1e3 };
}

function between(from: Cost, to: Cost): Cost {
  return { cpu: to.cpu - from.cpu, wall: to.wall - from.wall };
}
