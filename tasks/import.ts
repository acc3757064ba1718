import { importCollection, type ImportSummary, requireCollection } from "../exchange/mod.ts";
import { openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand } from "./_args.ts";

const SPEC: CommandSpec = {
  name: "import",
  summary: "Takes in a collection that was exported, or analysed elsewhere: a folder with\n" +
    "tracks.ndjson or tracks.tsv, and <space>.npy, styles.npy with styles.txt in the same order.",
  options: { db: DB_OPTION },
  positionals: { name: "<folder>", atLeast: 1 },
  examples: [
    "deno task import exported/",
    "deno task import --db data/musav.kv ../musav",
  ],
};

/** `deno task import`: folders into a store. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async ({ positionals, text }) => {
    const db = text("db")!;
    for (const folder of positionals) await requireCollection(folder);
    using store = await openStore(db);
    for (const folder of positionals) {
      const summary = await importCollection(store, folder, { onProgress: showProgress });
      console.log(sentence(summary, { folder, db }));
    }
    return 0;
  });
}

function showProgress(done: number, total: number): void {
  if (!Deno.stderr.isTerminal() || (done % 500 !== 0 && done !== total)) return;
  const end = done === total ? "\n" : "";
  Deno.stderr.writeSync(new TextEncoder().encode(`\r${done}/${total} tracks${end}`));
}

function sentence(
  { tracks, vectors, errors }: ImportSummary,
  { folder, db }: { readonly folder: string; readonly db: string },
): string {
  const withVectors = vectors.length > 0 ? ` with ${vectors.join(", ")}` : "";
  const withErrors = errors > 0 ? ` and ${errors} errors` : "";
  return `Imported ${tracks} tracks${withVectors}${withErrors} from ${folder} into ${db}`;
}
