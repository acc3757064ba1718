/** The one gate: whatever is committed has passed this. */
import { type CommandSpec, runCommand } from "./_args.ts";

const SPEC: CommandSpec = {
  name: "ok",
  summary: "Checks format, lint, types, docs and tests, in this order.",
  options: {},
  examples: ["deno task ok"],
};

const ROOMS = [
  "analysis",
  "charts",
  "collection",
  "components",
  "domain",
  "exchange",
  "ingest",
  "islands",
  "playlist",
  "projection",
  "query",
  "report",
  "routes",
  "similarity",
  "store",
  "tasks",
  "tests",
  "web",
];
const DOORS = ROOMS.filter((room) =>
  ["islands", "routes", "tasks", "tests", "components"].every((other) => other !== room)
);

const STEPS: readonly (readonly string[])[] = [
  ["fmt", "--check", "--quiet"],
  ["lint", "--quiet"],
  ["check", "--quiet", "main.ts", ...ROOMS],
  ["doc", "--lint", "--quiet", ...DOORS.map((room) => `${room}/mod.ts`)],
  ["task", "--quiet", "test"],
];

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async () => {
    for (const step of STEPS) {
      const child = new Deno.Command(Deno.execPath(), {
        args: [...step],
        stdout: step[0] === "doc" ? "null" : "inherit",
      }).spawn();
      const { code } = await child.status;
      if (code !== 0) {
        console.error(`Stopped at: deno ${step.slice(0, 2).join(" ")}`);
        return code;
      }
    }
    return 0;
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
