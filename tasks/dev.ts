/** Serves for development: the server restarts when it changes, islands are replaced in the page. */
import { fileURLToPath } from "node:url";
import { startDevServer } from "../web/build/dev_server.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import { SERVE_OPTIONS } from "./_serve_options.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Folders whose files the server reads or imports only when they are asked for. */
const WATCHED = ["static", "routes", "islands"];

const SPEC: CommandSpec = {
  name: "dev",
  summary: "Serves for development: the server restarts, islands hot-reload.",
  options: SERVE_OPTIONS,
  examples: ["deno task dev", "deno task dev --db data/demo.kv"],
};

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async () => {
    await using vite = await startDevServer(ROOT);
    const server = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-check",
        "--no-clear-screen",
        "-A",
        `--watch=${WATCHED.map((folder) => ROOT + folder).join()}`,
        `${ROOT}tasks/run.ts`,
        "start",
        ...args,
      ],
      env: { FONOTECA_VITE: vite.origin },
    }).spawn();
    const stop = () => server.kill("SIGTERM");
    Deno.addSignalListener("SIGINT", stop);
    Deno.addSignalListener("SIGTERM", stop);
    return (await server.status).code;
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
