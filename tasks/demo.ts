/** Builds the client, analyses the samples and serves them. */
import { fileURLToPath } from "node:url";
import { buildClient } from "../web/build/mod.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import { SERVE_OPTIONS } from "./_serve_options.ts";
import { launch } from "./launch.ts";

const { data: _data, columns: _columns, ...SERVING } = SERVE_OPTIONS;

const SPEC: CommandSpec = {
  name: "demo",
  summary: "Analyses the music in samples/ and serves the dashboards on it.",
  options: { ...SERVING, db: { ...SERVING["db"]!, default: "data/demo.kv" } },
  examples: ["deno task demo", "deno task demo --port 9000"],
};

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const db = `--db=${read.text("db")}`;
    const port = read.whole("port", { min: 0, max: 65_535 })!;
    await buildClient(ROOT);
    const analysed = await launch("analyze", [`${ROOT}samples`, db]);
    if (analysed !== 0) return analysed;
    return await launch("start", [
      db,
      `--port=${port}`,
      `--host=${read.text("host")}`,
      `--vectors=${read.text("vectors")}`,
      ...["no-open", "subsonic"].filter((name) => read.on(name)).map((name) => `--${name}`),
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
