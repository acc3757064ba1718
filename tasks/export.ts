import { writeDataSet } from "../dataset/mod.ts";
import { exportCollection, type ExportSummary } from "../exchange/mod.ts";
import { openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";

const SPEC: CommandSpec = {
  name: "export",
  summary: "Writes a collection into a folder that pandas, DuckDB and NumPy read: tracks.tsv,\n" +
    "tracks.ndjson, tracks.parquet, and one .npy for each embedding in the same row order.",
  options: {
    db: DB_OPTION,
    out: { value: "folder", help: "where to; made where it is missing" },
    partitioned: {
      help: "as a data set of columns: Parquet by part, with vectors, for start --data and DuckDB",
    },
    part: {
      value: "name",
      help: "with --partitioned: the one part of a data set that this store is",
    },
  },
  examples: [
    "deno task export --out exported",
    "deno task export --db data/musav.kv --out /tmp/musav",
    "deno task export --partitioned --out /nas/data-set",
    "deno task export --partitioned --db parts/7.kv --part 7 --out /nas/data-set",
  ],
};

/** `deno task export`: a store into a folder. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async ({ text, on }) => {
    const out = text("out");
    if (!out) throw new UsageError("Cannot export: name a folder with --out");
    const part = text("part");
    if (part !== undefined && !on("partitioned")) {
      throw new UsageError("Cannot export: --part goes with --partitioned");
    }
    using store = await openStore(text("db")!, { create: false });
    if (on("partitioned")) {
      const { tracks, parts } = await writeDataSet(store, out, { part });
      console.log(
        `Exported ${tracks} tracks in ${parts} ${parts === 1 ? "part" : "parts"} to ${out}`,
      );
      return 0;
    }
    console.log(sentence(await exportCollection(store, out), out));
    return 0;
  });
}

function sentence({ tracks, vectors, errors }: ExportSummary, out: string): string {
  const kinds = Object.keys(vectors);
  const withVectors = kinds.length > 0 ? ` with ${kinds.join(", ")}` : "";
  return `Exported ${tracks} tracks${withVectors} and ${errors} errors to ${out}`;
}
