import { resolve } from "node:path";
import { createAnalysisPool, parseShard, planStages, TEMPO_METHODS } from "../analysis/mod.ts";
import { ingest, pruneMissing } from "../ingest/mod.ts";
import { openStore } from "../store/mod.ts";
import { type Arguments, type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { errorScreen, ProgressBar, summaryText } from "./_progress.ts";
import { RunRecord } from "./_run_record.ts";

/** The options that every command that analyses takes. */
export const ANALYSIS_OPTIONS: CommandSpec["options"] = {
  db: DB_OPTION,
  workers: {
    value: "n",
    help: "files analysed at the same time",
    default: String(Math.max(1, navigator.hardwareConcurrency)),
  },
  tempo: {
    value: "method",
    help: `beat tracking: ${TEMPO_METHODS.join(", ")}`,
    default: "auto",
  },
};

const SPEC: CommandSpec = {
  name: "analyze",
  summary: "Analyses every audio file below some folders. Run again, it goes on where it ended.",
  options: {
    ...ANALYSIS_OPTIONS,
    "retry-errors": { help: "try files again that an earlier run failed on" },
    prune: { help: "take tracks out of the collection whose files are gone" },
    shard: { value: "i/n", help: "only the i-th of n parts, to share work among machines" },
  },
  positionals: { name: "<folder>…", atLeast: 1 },
  examples: [
    "deno task analyze ~/Music",
    "deno task analyze ~/Music /media/usb --db data/all.kv --workers 4",
    "deno task analyze ~/Music --retry-errors --tempo multifeature",
    "deno task analyze /nas/music --shard 2/8 --db data/part2.kv",
  ],
};

/** The folders as absolute paths. Throws a UsageError for one that is not there. */
export async function readFolders(folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    try {
      await Deno.stat(folder);
    } catch (error) {
      const why = error instanceof Deno.errors.NotFound ? "there is no such folder" : String(error);
      throw new UsageError(`Cannot analyse ${folder}: ${why}`);
    }
    found.push(resolve(folder));
  }
  return found;
}

/** The pool and stages that the options ask for. */
export async function readAnalysis(read: Arguments) {
  const tempo = TEMPO_METHODS.find((method) => method === read.text("tempo"));
  if (!tempo) {
    throw new UsageError(
      `Cannot read --tempo ${read.text("tempo")}: it is one of ${TEMPO_METHODS.join(", ")}`,
    );
  }
  const size = read.whole("workers", { min: 1, max: 256 }) ?? 1;
  const { stages, lacking } = await planStages();
  return { pool: createAnalysisPool({ size, tempo }), stages, lacking };
}

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const roots = await readFolders(read.positionals);
    const shard = readShard(read.text("shard"));
    using store = await openStore(read.text("db")!);
    const { pool, stages, lacking } = await readAnalysis(read);
    if (lacking) console.error(lacking);
    const stop = new AbortController();
    const interrupt = () => {
      stop.abort();
      pool.close();
    };
    Deno.addSignalListener("SIGINT", interrupt);
    Deno.addSignalListener("SIGTERM", interrupt);
    const bar = new ProgressBar(errorScreen());
    const record = await RunRecord.begin(store, { kind: "analyze", roots });
    const started = performance.now();
    try {
      const progress = await ingest(roots, {
        store,
        pool,
        stages,
        ...(read.on("retry-errors") && { retryErrors: true }),
        ...(shard && { shard }),
        signal: stop.signal,
        onProgress: (now) => {
          bar.update(now);
          record.update(now, bar.rate.perSecond);
        },
      });
      bar.end(progress);
      const pruned = read.on("prune") && !stop.signal.aborted
        ? await pruneMissing(store, roots)
        : [];
      await record.end();
      const seconds = (performance.now() - started) / 1000;
      if (pruned.length > 0) console.log(`${pruned.length} tracks left, as their files are gone`);
      console.log(summaryText(progress, seconds));
      if (!stop.signal.aborted) return 0;
      console.log("Stopped. What is done is kept: run the same command again to go on");
      return 130;
    } finally {
      pool.close();
      Deno.removeSignalListener("SIGINT", interrupt);
      Deno.removeSignalListener("SIGTERM", interrupt);
    }
  });
}

function readShard(text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    return parseShard(text);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
