import { checkCollection, type ImportSummary } from "../exchange/mod.ts";
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
    using open = new DisposableStack();
    const checked = [];
    for (const folder of positionals) {
      checked.push({ folder, collection: open.use(await checkCollection(folder)) });
    }
    using store = await openStore(db);
    for (const { folder, collection } of checked) {
      const summary = await collection.into(store, showProgress);
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
