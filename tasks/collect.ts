import { dirname, resolve } from "node:path";
import { plural } from "../domain/mod.ts";
import { collectParts, wouldLeave } from "../exchange/mod.ts";
import { isRemote, openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { leftText, partsTable } from "./_parts_table.ts";
import { readPrune } from "./_prune_option.ts";

const SPEC: CommandSpec = {
  name: "collect",
  summary:
    "Brings the stores of a collection that was analysed in parts into one. The parts may be\n" +
    "growing; done again, it takes what is new. Says how far each part has come, and which straggle.",
  options: {
    db: DB_OPTION,
    prune: {
      value: "all",
      implied: "gone",
      help: "take out what no part has any more; all: even most of it, or what a lost part had",
    },
    "dry-run": { help: "of --prune: say what would be taken out, and store nothing" },
  },
  positionals: { name: "<folder of parts>", atLeast: 1 },
  examples: [
    "deno task collect /nas/parts --db data/all.kv",
    "watch -n 600 deno task collect /nas/parts --db data/all.kv",
    "deno task collect /nas/parts --db data/all.kv --prune --dry-run",
  ],
};

/** `deno task collect`: the stores of a folder into one. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const [folder, ...more] = given.positionals;
    if (more.length > 0) throw new UsageError("Cannot collect: name one folder of parts");
    const db = given.text("db")!;
    const prune = readPrune(given);
    const isDry = given.on("dry-run");
    if (isDry && !prune) {
      throw new UsageError("Cannot collect: --dry-run is said of --prune; add --prune");
    }
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
    using store = await openStore(db, { create: !isDry });
    const scratch = await Deno.makeTempDir({ dir: dirname(resolve(db)), prefix: ".collect-" });
    try {
      if (isDry) {
        console.log(leftText(await wouldLeave(store, folder!, { scratch, ...prune! }), { isDry }));
        return 0;
      }
      const { parts, duplicates, left } = await collectParts(store, folder!, {
        scratch,
        prune,
        onPart: (name) => Deno.stderr.isTerminal() && console.error(`reading ${name}`),
      });
      console.log(partsTable(parts, Date.now()));
      const taken = parts.reduce((sum, part) => sum + part.taken, 0);
      const failed = (await store.errors()).length;
      const twice = duplicates > 0 ? `, ${duplicates} with the same sound as another` : "";
      console.log(
        `Collected ${plural(taken, "new or changed track")} from ${plural(parts.length, "part")} ` +
          `into ${db}${twice}; ${failed} failed`,
      );
      if (left) console.log(leftText(left, { isDry }));
      return left?.refused !== undefined || parts.some(({ fault }) => fault !== undefined) ? 1 : 0;
    } finally {
      await Deno.remove(scratch, { recursive: true });
    }
  });
}
