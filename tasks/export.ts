import { exportCollection, type ExportSummary } from "../exchange/mod.ts";
import { openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";

const SPEC: CommandSpec = {
  name: "export",
  summary: "Writes a collection into a folder that pandas, DuckDB and NumPy read: tracks.tsv,\n" +
    "tracks.ndjson, tracks.parquet, and one .npy for each embedding in the same row order.",
  options: { db: DB_OPTION, out: { value: "folder", help: "where to; made where it is missing" } },
  examples: [
    "deno task export --out exported",
    "deno task export --db data/musav.kv --out /tmp/musav",
  ],
};

/** `deno task export`: a store into a folder. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async ({ text }) => {
    const out = text("out");
    if (!out) throw new UsageError("Cannot export: name a folder with --out");
    using store = await openStore(text("db")!, { create: false });
    console.log(sentence(await exportCollection(store, out), out));
    return 0;
  });
}

function sentence({ tracks, vectors, errors }: ExportSummary, out: string): string {
  const kinds = Object.keys(vectors);
  const withVectors = kinds.length > 0 ? ` with ${kinds.join(", ")}` : "";
  return `Exported ${tracks} tracks${withVectors} and ${errors} errors to ${out}`;
}
