import { plural } from "../domain/mod.ts";
import { ingest, pruneMissing } from "../ingest/mod.ts";
import { openStore, type Store } from "../store/mod.ts";
import { ANALYSIS_OPTIONS, readAnalysis, readFolders } from "./_analysis_options.ts";
import { applyKeptModels } from "./_apply_models.ts";
import { type CommandSpec, runCommand, UsageError } from "./_args.ts";
import { readPrune } from "./_prune_option.ts";
import { errorScreen, ProgressBar, refusalText, summaryText } from "./_progress.ts";
import { RunRecord } from "./_run_record.ts";
import { readShard } from "./_shard.ts";
import { keepAllSegments, readSegments, SEGMENTS_OPTION } from "./_segments.ts";
import { whenStopped } from "./_stop.ts";

const SPEC: CommandSpec = {
  name: "analyze",
  summary: "Analyses every audio file below some folders. Run again, it goes on where it ended.",
  options: {
    ...ANALYSIS_OPTIONS,
    ...SEGMENTS_OPTION,
    known: { help: "the folders that were analysed before, as far as they are there" },
    "retry-errors": { help: "try files again that an earlier run failed on" },
    "reread-tags": { help: "read the tags of unchanged files again" },
    prune: {
      value: "all",
      implied: "gone",
      help: "take tracks out whose files are gone; all: where most of a folder is gone, too",
    },
    shard: {
      value: "i/n",
      help:
        "only the i-th of n parts, to share work among machines; auto, auto/n: as the scheduler says",
    },
  },
  positionals: { name: "<folder>…", atLeast: 0 },
  examples: [
    "deno task analyze ~/Music",
    "deno task analyze ~/Music /media/usb --db data/all.kv --workers 4",
    "deno task analyze ~/Music --retry-errors --tempo multifeature",
    "deno task analyze --known",
    "deno task analyze --known --segments=effnet,tags",
    "deno task analyze ~/Music --only tempo,key",
    "deno task analyze /nas/music --shard 2/8 --db data/part2.kv",
    "sbatch --array=1-100 deploy/analyze.sbatch /nas/music /nas/parts",
  ],
};

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const named = read.on("known") || read.positionals.length > 0
      ? read.positionals
      : [askForFolder()];
    const given = await readFolders(named);
    const prune = readPrune(read);
    const segments = readSegments(read);
    const workers = read.whole("workers", { min: 1, max: 256 }) ?? 1;
    const shard = readShard(read.text("shard"), (name) => Deno.env.get(name));
    using store = await openStore(read.text("db")!, { create: !read.on("known") });
    const roots = read.on("known") ? await withKnown(given, store) : given;
    const { pool, stages, lacking } = await readAnalysis(read);
    if (lacking) console.error(lacking);
    using stop = whenStopped(() => pool.close());
    const bar = new ProgressBar(errorScreen());
    const record = await RunRecord.begin(store, { kind: "analyze", roots });
    const started = performance.now();
    try {
      const progress = await ingest(roots, {
        store,
        pool,
        stages,
        retryErrors: read.on("retry-errors"),
        rereadTags: read.on("reread-tags"),
        ...(shard && { shard }),
        signal: stop.signal,
        onProgress: (now) => {
          bar.update(now);
          record.update(now, bar.rate.perSecond);
        },
      });
      bar.end(progress);
      const pruned = prune && !stop.signal.aborted
        ? await pruneMissing(store, roots, prune)
        : { gone: [], refused: [] };
      await record.end();
      const seconds = (performance.now() - started) / 1000;
      const left = pruned.gone.length;
      if (left > 0) {
        console.log(`${plural(left, "track")} left, as their files are gone`);
      }
      for (const refusal of pruned.refused) console.error(refusalText(refusal));
      console.log(summaryText(progress, { seconds, store }));
      if (!stop.signal.aborted) await applyKeptModels(store);
      if (segments && !stop.signal.aborted) {
        pool.close();
        await keepAllSegments(store, { asked: segments, workers, signal: stop.signal });
      }
      if (!stop.signal.aborted) return 0;
      console.log("Stopped. What is done is kept: run the same command again to go on");
      return 130;
    } finally {
      pool.close();
    }
  });
}

/** The folder that a person at the terminal types. Throws where nobody is there. */
function askForFolder(): string {
  const typed = Deno.stdin.isTerminal() ? prompt("Which folder holds your music?")?.trim() : "";
  if (!typed) {
    throw new UsageError("Cannot run analyze: <folder>… is missing; see deno task analyze --help");
  }
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE");
  return home !== undefined && /^~([/\\]|$)/.test(typed) ? home + typed.slice(1) : typed;
}

/** The folders with those that the store knows and that are there. Throws where that is none. */
async function withKnown(given: readonly string[], store: Store): Promise<readonly string[]> {
  const known = await store.roots();
  const there = [];
  for (const root of known) {
    if (await Deno.stat(root).then(() => true, () => false)) there.push(root);
    else console.error(`Left out: ${root} is not there`);
  }
  const roots = [...new Set([...given, ...there])];
  if (roots.length > 0) return roots;
  throw new UsageError(
    known.length > 0
      ? "Cannot analyse: no folder that was analysed before is there"
      : `Cannot analyse: ${store.location} knows no folder yet; name one`,
  );
}
