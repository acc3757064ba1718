/** Builds the client, analyses the samples and serves them. */
import { fileURLToPath } from "node:url";
import { buildClient } from "../web/build/mod.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import { SERVE_OPTIONS } from "./_serve_options.ts";
import { launch } from "./launch.ts";

const SPEC: CommandSpec = {
  name: "demo",
  summary: "Analyses the music in samples/ and serves the dashboards on it.",
  options: { ...SERVE_OPTIONS, db: { ...SERVE_OPTIONS.db!, default: "data/demo.kv" } },
  examples: ["deno task demo", "deno task demo --port 9000"],
};

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const db = `--db=${read.text("db")}`;
    await buildClient(ROOT);
    const analysed = await launch("analyze", [`${ROOT}samples`, db]);
    if (analysed !== 0) return analysed;
    return await launch("start", [
      db,
      `--port=${read.text("port")}`,
      `--host=${read.text("host")}`,
      `--vectors=${read.text("vectors")}`,
      ...(read.on("no-open") ? ["--no-open"] : []),
      ...read.texts("allow-host").map((name) => `--allow-host=${name}`),
      ...read.texts("allow").map((folder) => `--allow=${folder}`),
      ...(read.text("models-from") === undefined
        ? []
        : [`--models-from=${read.text("models-from")}`]),
      ...(read.text("token") === undefined ? [] : [`--token=${read.text("token")}`]),
    ]);
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
