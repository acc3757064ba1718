/** Builds the browser's code into `dist/`. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { numberText } from "../domain/mod.ts";
import { buildClient } from "../web/build/mod.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import { dependencies, noticesOf } from "./_licences.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const SPEC: CommandSpec = {
  name: "build",
  summary: "Builds the pages' code, where one of its files has changed since the last time.",
  options: { force: { help: "build in any case" } },
  examples: ["deno task build", "deno task build --force"],
};

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const { built, milliseconds } = await buildClient(ROOT, { force: read.on("force") });
    await Deno.writeTextFile(join(ROOT, "dist/notices.txt"), noticesOf(await dependencies(ROOT)));
    console.log(
      built ? `Pages built in ${numberText(milliseconds / 1000)} s` : "Pages are up to date",
    );
    return 0;
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
