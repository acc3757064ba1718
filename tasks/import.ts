import { plural } from "../domain/mod.ts";
import { checkCollection, type ImportSummary } from "../exchange/mod.ts";
import { openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand } from "./_args.ts";
import { importList, listsIn } from "./_import_playlists.ts";
import { trackIndexOf } from "./_track_index.ts";

const SPEC: CommandSpec = {
  name: "import",
  summary: "Takes in a collection that was exported, or analysed elsewhere: a folder with\n" +
    "tracks.ndjson or tracks.tsv, and <space>.npy, styles.npy with styles.txt in the same order.\n" +
    "Or the playlists of a file: M3U, M3U8, XSPF, JSPF, our TSV, Rekordbox XML, Navidrome's database;\n" +
    "their tracks are found by path, by folders and name, or by artist and title.",
  options: {
    db: DB_OPTION,
    "dry-run": { help: "of playlists: say what would be found, and store nothing" },
  },
  positionals: { name: "<folder or playlist>", atLeast: 1 },
  examples: [
    "deno task import exported/",
    "deno task import --db data/musav.kv ../musav",
    "deno task import friday.m3u8 rekordbox.xml",
  ],
};

/** `deno task import`: folders and playlists into a store. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async ({ positionals, text, on }) => {
    const db = text("db")!;
    using open = new DisposableStack();
    const checked = [];
    const lists = [];
    for (const path of positionals) {
      if (await isFile(path)) {
        const found = await listsIn(path);
        if (found.length === 0) console.log(`There is no playlist in ${path}`);
        lists.push(...found);
      } else checked.push({ folder: path, collection: open.use(await checkCollection(path)) });
    }
    if (checked.length + lists.length === 0) return 0;
    using store = await openStore(db, { create: checked.length > 0 });
    for (const { folder, collection } of checked) {
      const summary = await collection.into(store, showProgress);
      console.log(sentence(summary, { folder, db }));
    }
    if (lists.length === 0) return 0;
    const options = {
      store,
      index: await trackIndexOf(store),
      now: Date.now(),
      dryRun: on("dry-run"),
    };
    for (const list of lists) {
      for (const line of await importList(list, options)) console.log(line);
    }
    return 0;
  });
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => false);
}

function showProgress(done: number, total: number): void {
  if (!Deno.stderr.isTerminal() || (done % 500 !== 0 && done !== total)) return;
  const end = done === total ? "\n" : "";
  Deno.stderr.writeSync(new TextEncoder().encode(`\r${done}/${plural(total, "track")}${end}`));
}

function sentence(
  { tracks, vectors, errors }: ImportSummary,
  { folder, db }: { readonly folder: string; readonly db: string },
): string {
  const withVectors = vectors.length > 0 ? ` with ${vectors.join(", ")}` : "";
  const withErrors = errors > 0 ? ` and ${plural(errors, "error")}` : "";
  return `Imported ${plural(tracks, "track")}${withVectors}${withErrors} from ${folder} into ${db}`;
}
