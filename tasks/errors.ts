import { plural } from "../domain/mod.ts";
import { errorsTsv } from "../exchange/mod.ts";
import { openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand } from "./_args.ts";
import { writeOut } from "./_write_out.ts";

const SPEC: CommandSpec = {
  name: "errors",
  summary: "Lists the files that could not be analysed: path, stage, reason.",
  options: {
    db: DB_OPTION,
    tsv: { value: "file", help: "write them there as TSV; - is standard output" },
    skipped: { help: "list also the files that were not tried, and why" },
  },
  examples: [
    "deno task errors",
    "deno task errors --tsv errors.tsv",
    "deno task errors --db data/musav.kv --tsv - | cut -f 3 | sort | uniq -c",
  ],
};

/** `deno task errors`: the ledger of errors. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async ({ text, on }) => {
    using store = await openStore(text("db")!, { create: false });
    const errors = await store.errors();
    const tsv = text("tsv");
    if (tsv === "-") {
      await Deno.stdout.write(new TextEncoder().encode(errorsTsv(errors)));
      return 0;
    }
    if (tsv !== undefined) {
      await writeOut(tsv, errorsTsv(errors));
      console.log(`Wrote ${plural(errors.length, "error")} to ${tsv}`);
      return 0;
    }
    for (const { path, stage, reason } of errors) {
      console.log(`${shown(path)}: ${stage}: ${reason}`);
    }
    console.log(plural(errors.length, "error"));
    if (!on("skipped")) return 0;
    const skipped = await store.skipped();
    for (const { path, reason } of skipped) console.log(`${shown(path)}: skipped: ${reason}`);
    console.log(`${skipped.length} skipped`);
    return 0;
  });
}

/** A path on one line: line breaks and other control characters as escapes. */
function shown(path: string): string {
  return path.replace(/[\p{Cc}\p{Bidi_C}]/gu, (char) => JSON.stringify(char).slice(1, -1));
}
