import { watch } from "../ingest/mod.ts";
import { openStore } from "../store/mod.ts";
import { applyKeptModels } from "./_apply_models.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import { ANALYSIS_OPTIONS, readAnalysis, readFolders } from "./_analysis_options.ts";
import { durationText, errorScreen, ProgressBar, refusalText, summaryText } from "./_progress.ts";
import { RunRecord } from "./_run_record.ts";
import { whenStopped } from "./_stop.ts";

const SPEC: CommandSpec = {
  name: "watch",
  summary: "Analyses folders and keeps the collection current as files come and go.",
  options: ANALYSIS_OPTIONS,
  positionals: { name: "<folder>…", atLeast: 1 },
  examples: ["deno task watch ~/Music", "deno task watch ~/Music --db data/all.kv --workers 1"],
};

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const roots = await readFolders(read.positionals);
    using store = await openStore(read.text("db")!);
    const { pool, stages, lacking } = await readAnalysis(read);
    if (lacking) console.error(lacking);
    using stop = whenStopped(() => pool.close());
    const bar = new ProgressBar(errorScreen());
    const record = await RunRecord.begin(store, { kind: "watch", roots });
    let started = performance.now();
    let applying = Promise.resolve();
    await watch(roots, {
      store,
      pool,
      stages,
      signal: stop.signal,
      onProgress: (now) => {
        bar.update(now);
        record.update(now, bar.rate.perSecond);
      },
      onPass: (progress, { gone, refused }) => {
        bar.end(progress);
        const seconds = (performance.now() - started) / 1000;
        const { analysed, failed, moved, returned, retagged } = progress;
        if (analysed + failed + moved + returned + retagged + gone.length > 0) {
          const left = gone.length > 0 ? `; ${gone.length} gone` : "";
          console.log(summaryText(progress, { seconds, store }) + left);
        }
        for (const refusal of refused) console.error(refusalText(refusal));
        if (analysed > 0) applying = applying.then(() => applyKeptModels(store));
        console.log(`Watching ${roots.join(", ")}; looked in ${durationText(seconds)}`);
        started = performance.now();
      },
    });
    await applying;
    await record.end();
    return 0;
  });
}
