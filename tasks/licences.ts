/** What the dependencies may be used under, as a table. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CommandSpec, runCommand } from "./_args.ts";
import { dependencies, type Dependency, licenceProblem, SETTLED, type Use } from "./_licences.ts";

const SPEC: CommandSpec = {
  name: "licences",
  summary: "Writes docs/licences.md, a table of all dependencies with their licences.",
  options: { check: { help: "write nothing; fail where the table is not as it would be written" } },
  examples: ["deno task licences", "deno task licences --check"],
};

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TABLE = join(ROOT, "docs/licences.md");
const USES: Readonly<Record<Use, string>> = {
  runs: "when Fonoteca runs",
  pages: "in the pages alone",
  development: "to work on Fonoteca",
};

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const found = await dependencies(ROOT);
    const problems = found.flatMap((one) => licenceProblem(one) ?? []);
    for (const problem of problems) console.error(problem);
    const table = await formatted(tableOf(found));
    const isStale = read.on("check") && await Deno.readTextFile(TABLE).catch(() => "") !== table;
    if (isStale) console.error("docs/licences.md is out of date; run deno task licences");
    if (!read.on("check")) await Deno.writeTextFile(TABLE, table);
    console.log(`${found.length} packages, ${problems.length} problems`);
    return problems.length > 0 || isStale ? 1 : 0;
  });
}

/** As `deno fmt` leaves it, so that both checks agree. */
async function formatted(text: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", "--line-width=100", "--ext=md", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout);
}

function tableOf(found: readonly Dependency[]): string {
  const sections = (Object.keys(USES) as Use[]).map((use) => {
    const rows = found.filter((one) => one.use === use).map(({ name, version, licence }) => [
      name in SETTLED ? `${name} (see below)` : name,
      version,
      licence,
    ]);
    return `## Used ${USES[use]}\n\n${markdown([["package", "version", "licence"], ...rows])}`;
  });
  const settled = Object.entries(SETTLED).map(([name, reason]) => `- \`${name}\` ${reason}.`);
  return [
    "# Licences of what Fonoteca uses",
    "",
    "Written by `deno task licences` from the lock file; `deno task ok` checks it. Fonoteca itself is",
    "AGPL-3.0-or-later. Packages for one operating system alone are left out. `deno task build` puts the",
    "notices of what is not for development alone beside the pages it builds, in `dist/notices.txt`. The",
    "networks of `models/` and the music of `samples/` have theirs beside them.",
    "",
    sections.join("\n"),
    "## Settled one by one",
    "",
    ...settled,
    "",
  ].join("\n");
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(3, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |\n`;
  const [head, ...body] = rows;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |\n`;
  return line(head!) + rule + body.map(line).join("");
}

if (import.meta.main) Deno.exit(await run(Deno.args));
