/** The one gate: whatever is committed has passed this. */
import { existsSync } from "node:fs";
import { MAY_IMPORT } from "../tools/lint/rooms.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import { undocumented } from "./_doc_lint.ts";
import { run as licences } from "./licences.ts";

const SPEC: CommandSpec = {
  name: "ok",
  summary: "Checks format, lint, types, docstrings, licences and tests, in this order.",
  options: {},
  examples: ["deno task ok"],
};

/** Rooms that are entered by a door. */
const ROOMS = Object.keys(MAY_IMPORT).filter((room) => existsSync(`${room}/mod.ts`));

const CHECKED = [
  "main.ts",
  "client.ts",
  "islands",
  "views",
  "routes",
  "tasks",
  "tests",
  "tools",
];

async function deno(...args: readonly string[]): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), { args: [...args] }).spawn().status;
  return success;
}

async function docsAreWhole(): Promise<boolean> {
  const missing = await undocumented(ROOMS.map((room) => `${room}/mod.ts`));
  for (const line of missing) console.error(line);
  return missing.length === 0;
}

const STEPS: readonly { readonly name: string; readonly passes: () => Promise<boolean> }[] = [
  { name: "format", passes: () => deno("fmt", "--check", "--quiet") },
  { name: "lint", passes: () => deno("lint", "--quiet") },
  { name: "types", passes: () => deno("check", "--quiet", ...ROOMS, ...CHECKED) },
  { name: "docstrings", passes: docsAreWhole },
  {
    name: "licences",
    passes: async () => await licences(["--check"]) === 0,
  },
  { name: "tests", passes: () => deno("task", "--quiet", "test") },
];

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async () => {
    for (const { name, passes } of STEPS) {
      if (await passes()) continue;
      console.error(`Not ok: ${name}`);
      return 1;
    }
    return 0;
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
