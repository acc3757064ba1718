import { dirname, resolve } from "node:path";
import { collectParts } from "../exchange/mod.ts";
import { isRemote, openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { partsTable } from "./_parts_table.ts";

const SPEC: CommandSpec = {
  name: "collect",
  summary:
    "Brings the stores of a collection that was analysed in parts into one. The parts may be\n" +
    "growing; done again, it takes what is new. Says how far each part has come, and which straggle.",
  options: { db: DB_OPTION },
  positionals: { name: "<folder of parts>", atLeast: 1 },
  examples: [
    "deno task collect /nas/parts --db data/all.kv",
    "watch -n 600 deno task collect /nas/parts --db data/all.kv",
  ],
};

/** `deno task collect`: the stores of a folder into one. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async ({ positionals, text }) => {
    const [folder, ...more] = positionals;
    if (more.length > 0) throw new UsageError("Cannot collect: name one folder of parts");
    const db = text("db")!;
    if (isRemote(db)) {
      throw new UsageError(
        "Cannot collect into a remote store: let the analysers share it, or collect into a file",
      );
    }
    if (resolve(dirname(db)) === resolve(folder!)) {
      throw new UsageError(
        `Cannot collect into ${db}: it would be one of its own parts; choose another folder with --db`,
      );
    }
    using store = await openStore(db);
    const scratch = await Deno.makeTempDir({ dir: dirname(resolve(db)), prefix: ".collect-" });
    try {
      const { parts, duplicates } = await collectParts(store, folder!, {
        scratch,
        onPart: (name) => Deno.stderr.isTerminal() && console.error(`reading ${name}`),
      });
      console.log(partsTable(parts, Date.now()));
      const taken = parts.reduce((sum, part) => sum + part.taken, 0);
      const failed = (await store.errors()).length;
      const twice = duplicates > 0 ? `, ${duplicates} with the same sound as another` : "";
      console.log(
        `Collected ${taken} new or changed tracks from ${parts.length} parts into ${db}${twice}; ` +
          `${failed} failed`,
      );
      return parts.some(({ fault }) => fault !== undefined) ? 1 : 0;
    } finally {
      await Deno.remove(scratch, { recursive: true });
    }
  });
}
