/**
 * How long a collection takes that is analysed in parts by many workers, some slow, some dying:
 * `deno run tools/simulate_cluster.ts [tracks] [workers] [seed]`. A worker is one core. A worker that is
 * free takes the next part, as an array of Slurm with `%workers` does.
 *
 * What is assumed is named in {@linkcode ASSUMED}; what a track costs is measured (docs/scale.md).
 *
 * @module
 */
import process from "node:process";
import { normal, seeded } from "../domain/mod.ts";

/** What is assumed of tracks, machines and the scheduler. Times in seconds. */
const ASSUMED = {
  /** Mean and deviation of a track's length, log-normal. */
  length: 240,
  lengthDeviation: 100,
  /** CPU seconds of one second of music: 4.0 s for 4 minutes. */
  costASecond: 4.0 / 240,
  /** Start of a task: the program, its models, the walk. */
  start: 20,
  /** Deviation of the logarithm of a worker's speed. */
  speedDeviation: 0.15,
  /** Share of workers that are slow, and how slow. */
  slow: 0.02,
  slowness: 3,
  /** Mean time between two deaths of a worker. */
  betweenDeaths: 24 * 3600,
  /** What Slurm lets a requeued task wait. */
  requeued: 120,
} as const;

interface Run {
  readonly tracks: number;
  readonly workers: number;
  readonly parts: number;
  readonly seed: number;
  /** Whether the scheduler's slow workers and deaths are there. */
  readonly troubled: boolean;
}

interface Outcome {
  /** Seconds until the last part is done. */
  readonly took: number;
  /** Seconds until all but one in a hundred parts are done. */
  readonly mostlyDone: number;
  readonly deaths: number;
  /** CPU seconds that deaths have lost. */
  readonly lost: number;
  /** Of the parts' costs, largest by mean. */
  readonly uneven: number;
}

/** Costs of parts in CPU seconds: a part's tracks are drawn by hash, so their number is binomial. */
function costsOf({ tracks, parts }: Run, random: () => number): Float64Array {
  const deviate = normal(random);
  const mean = tracks / parts;
  return Float64Array.from({ length: parts }, () => {
    const count = Math.max(0, mean + Math.sqrt(mean * (1 - 1 / parts)) * deviate());
    const seconds = count * ASSUMED.length + Math.sqrt(count) * ASSUMED.lengthDeviation * deviate();
    return Math.max(0, seconds) * ASSUMED.costASecond;
  });
}

function simulate(run: Run): Outcome {
  const random = seeded(run.seed);
  const deviate = normal(random);
  const costs = costsOf(run, random);
  const speeds = Float64Array.from({ length: run.workers }, () => {
    if (!run.troubled) return 1;
    const slow = random() < ASSUMED.slow ? ASSUMED.slowness : 1;
    return Math.exp(ASSUMED.speedDeviation * deviate()) / slow;
  });
  const free = new Float64Array(run.workers);
  const ends: number[] = [];
  let [deaths, lost] = [0, 0];
  for (const cost of costs) {
    let worker = 0;
    for (let i = 1; i < free.length; i++) if (free[i]! < free[worker]!) worker = i;
    let [at, left] = [free[worker]! + ASSUMED.start, cost / speeds[worker]!];
    while (run.troubled) {
      const death = -Math.log(1 - random()) * ASSUMED.betweenDeaths;
      if (death >= left) break;
      // the tracks that are done are kept; of the one under way half is lost on average
      const half = random() * ASSUMED.length * ASSUMED.costASecond;
      deaths++;
      lost += half;
      at += death + ASSUMED.requeued + ASSUMED.start;
      left += half - death;
    }
    free[worker] = at + left;
    ends.push(at + left);
  }
  ends.sort((a, b) => a - b);
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  return {
    took: ends.at(-1)!,
    mostlyDone: ends[Math.ceil(0.99 * ends.length) - 1]!,
    deaths,
    lost,
    uneven: costs.reduce((most, cost) => Math.max(most, cost), 0) / mean,
  };
}

const [tracks = 1_000_000, workers = 1000, seed = 1] = process.argv.slice(2).map(Number);
const ideal = tracks * ASSUMED.length * ASSUMED.costASecond / workers;
const hours = (seconds: number) => `${(seconds / 3600).toFixed(2)} h`;
console.log(
  `${tracks} tracks, ${workers} workers: ${hours(ideal)} if nothing is lost (seed ${seed})`,
);
console.log(
  "| parts a worker | largest part | quiet | troubled | 99 % of parts | deaths | CPU lost |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const each of [1, 2, 4, 8, 16, 32]) {
  const run = { tracks, workers, parts: each * workers, seed };
  const [quiet, troubled] = [false, true].map((troubled) => simulate({ ...run, troubled }));
  const cells = [
    each,
    `${quiet!.uneven.toFixed(2)} × mean`,
    `${(quiet!.took / ideal).toFixed(2)} ×`,
    `${(troubled!.took / ideal).toFixed(2)} ×`,
    `${(troubled!.mostlyDone / ideal).toFixed(2)} ×`,
    troubled!.deaths,
    `${(troubled!.lost / 60).toFixed(0)} min`,
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
