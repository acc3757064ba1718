/** What the analysis costs on this machine. */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { planStages, TEMPO_METHODS, type TempoMethod } from "../analysis/mod.ts";
import { numberText, type StageId } from "../domain/mod.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import type { Reading } from "./_bench_growth.ts";
import type { PoolBench, PoolBenchResult } from "./_bench_pool.ts";
import { type StageCosts, stageCosts } from "./_bench_stages.ts";

const SAMPLE = fileURLToPath(
  new URL("../samples/marsshooter/08-second-birth.mp3", import.meta.url),
);
const EFFNET = "discogs-effnet-bsdynamic-1";
const EFFNET_STAGES: readonly StageId[] = ["effnet", "danceability_effnet", "voice"];
/** How often the 30-s sample is repeated for the long track. */
const LOOPS = 8;

const SPEC: CommandSpec = {
  name: "bench",
  summary:
    "Measures what the analysis costs: seconds by stage, tracks a second with 1 and 2 workers, memory.",
  options: {
    effnet: {
      value: "file",
      help:
        "an ONNX file of EffNet's shape in place of a missing EffNet; loaded unverified, for speed alone",
    },
    tracks: { value: "n", help: "tracks a worker in the runs with 1 and 2 workers", default: "12" },
    grow: { value: "n", help: "take so many made files into a store and watch the memory" },
    runs: { value: "n", help: "runs a track; the median counts", default: "3" },
  },
  positionals: { name: "[mp3 file of 30 s]", atLeast: 0 },
  examples: ["deno task bench", "deno task bench --grow 300", "deno task bench my.mp3 --runs 9"],
};

interface Plan {
  readonly stages: readonly StageId[];
  readonly unverified: Readonly<Record<string, string>>;
}

async function planOf(effnet: string | undefined): Promise<Plan> {
  const { stages, lacking } = await planStages();
  const planned = stages.map(({ stage }) => stage);
  if (lacking) console.log(lacking);
  if (effnet === undefined) return { stages: planned, unverified: {} };
  console.log(`EffNet's stage runs on ${effnet}, unverified: its costs count, its numbers do not`);
  const extra = EFFNET_STAGES.filter((stage) => !planned.includes(stage));
  return { stages: [...planned, ...extra], unverified: { [EFFNET]: resolve(effnet) } };
}

function table(columns: ReadonlyMap<string, StageCosts>): void {
  const names = [...new Set([...columns.values()].flatMap((costs) => [...costs.keys()]))];
  const cell = (text: string) => text.padStart(16);
  console.log("".padEnd(22) + [...columns.keys()].map(cell).join(""));
  for (const name of [...names.filter((each) => each !== "all"), "all"]) {
    const cells = [...columns.values()].map((costs) => {
      const cost = costs.get(name);
      return cell(cost ? `${numberText(cost.cpu, 3)} / ${numberText(cost.wall, 3)}` : "–");
    });
    console.log(name.padEnd(22) + cells.join(""));
  }
}

async function longer(path: string, folder: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  const to = join(folder, "long.mp3");
  for (let i = 0; i < LOOPS; i++) await Deno.writeFile(to, bytes, { append: true });
  return to;
}

async function byStage(path: string, plan: Plan & { readonly runs: number }): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const long = await longer(path, folder);
    const columns = new Map<string, StageCosts>();
    for (const tempo of TEMPO_METHODS) {
      columns.set(`30 s ${tempo}`, await stageCosts({ ...plan, path, tempo }));
    }
    columns.set("4 min auto", await stageCosts({ ...plan, path: long, tempo: "auto", runs: 1 }));
    console.log(
      "\nSeconds of CPU / wall by stage, one thread (decode: with loudness; a stage: with",
    );
    console.log("what it is the first to need, such as another sample rate or a spectrogram)");
    table(columns);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function inProcess<T>(script: string, ...args: readonly string[]): Promise<T> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "-A", path, ...args],
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`Cannot measure: ${script} failed`);
  return JSON.parse(new TextDecoder().decode(stdout)) as T;
}

async function throughput(
  path: string,
  plan: Plan & { readonly tracks: number; readonly tempo: TempoMethod },
): Promise<void> {
  console.log(`\nThe 30-s track again and again, --tempo ${plan.tempo}`);
  const rates: number[] = [];
  const costs: number[] = [];
  const foreground: number[] = [];
  for (const workers of [1, 2]) {
    const bench: PoolBench = { ...plan, path, workers, tracks: plan.tracks * workers };
    const { wall, cpu, background, peak } = await inProcess<PoolBenchResult>(
      "./_bench_pool.ts",
      JSON.stringify(bench),
    );
    rates.push(bench.tracks / wall);
    costs.push(cpu / bench.tracks);
    foreground.push((cpu - background) / bench.tracks);
    console.log(
      `${workers} worker${workers > 1 ? "s" : " "}: ${
        numberText(bench.tracks / wall, 2)
      } tracks/s, ` +
        `${numberText(cpu / bench.tracks, 2)} s CPU a track, ${
          numberText(background / bench.tracks, 3)
        } of it V8's own threads, ${numberText(cpu / wall, 2)} cores busy, ` +
        `peak ${numberText(peak, 0)} MB (to keep: ${400 + 350 * workers})`,
    );
  }
  console.log(
    `2 workers did ${
      numberText(rates[1]! / rates[0]!, 2)
    } times the work of one; by the CPU a track ` +
      `takes, two free cores allow ${numberText(2 * foreground[0]! / costs[1]!, 2)}, as V8's own ` +
      "threads find a core of their own beside one worker",
  );
}

async function growth(tracks: number): Promise<void> {
  const readings = await inProcess<readonly Reading[]>("./_bench_growth.ts", String(tracks), "2");
  const peak = readings.at(-1)!;
  console.log(`\nMemory while ${tracks} made files of 6 s are taken in, 2 workers, signal stages`);
  for (const { tracks, megabytes } of readings.slice(0, -1)) {
    console.log(`${String(tracks).padStart(6)} tracks: ${numberText(megabytes, 0)} MB`);
  }
  console.log(`  peak: ${numberText(peak.megabytes, 0)} MB`);
}

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const path = resolve(read.positionals[0] ?? SAMPLE);
    const plan = await planOf(read.text("effnet"));
    const runs = read.whole("runs", { min: 1, max: 99 })!;
    const load = numberText(Deno.loadavg()[0]!);
    console.log(`${navigator.hardwareConcurrency} cores, load ${load} before the bench`);
    await byStage(path, { ...plan, runs });
    const tracks = read.whole("tracks", { min: 1, max: 1000 })!;
    for (const tempo of ["multifeature", "auto"] as const) {
      await throughput(path, { ...plan, tempo, tracks });
    }
    const grow = read.whole("grow", { min: 6, max: 1_000_000 });
    if (grow !== undefined) await growth(grow);
    return 0;
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
