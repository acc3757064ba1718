/** Runs every test and closes on a line `N passed, N failed`. */
import { type CommandSpec, runCommand } from "./_args.ts";
import { findChromium, installChromium } from "./_chromium.ts";
import {
  type Batch,
  batchesOf,
  type Counts,
  countsOf,
  failuresOf,
  runLanes,
} from "./_test_lanes.ts";

const SPEC: CommandSpec = {
  name: "test",
  summary: "Runs every test, those in headless Chromium included.",
  options: {
    filter: { value: "text", help: "only tests whose name holds this text" },
    lanes: { value: "n", help: "how many folders of tests run at once", default: "2" },
  },
  positionals: { name: "[file or folder]…", atLeast: 0 },
  examples: ["deno task test", "deno task test tests/domain", 'deno task test --filter "Camelot"'],
};

async function browser(): Promise<string | undefined> {
  const found = findChromium() ?? await installChromium();
  if (found) return found;
  if (Deno.env.get("CI")) throw new Error("Cannot run browser tests in CI: no Chromium was found");
  console.error(
    "Browser tests are left out: no Chromium was found. Install one (on Debian: apt-get install " +
      "chromium) or set CHROMIUM_PATH",
  );
  return undefined;
}

/** The whole output of a process, shown as it comes where it is the only one. */
async function outputOf(stream: ReadableStream<Uint8Array>, alone: boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    if (alone) await Deno.stdout.write(chunk);
    text += decoder.decode(chunk, { stream: true });
  }
  if (!alone) console.log(text);
  return text;
}

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const chromium = await browser();
    const filter = read.text("filter");
    const named = read.positionals;
    const batches = named.length > 0
      ? [{ name: named.join(" "), files: named }]
      : batchesOf("tests");
    const alone = batches.length === 1;
    const failures: string[] = [];
    const test = async ({ name, files }: Batch): Promise<Counts> => {
      const child = new Deno.Command(Deno.execPath(), {
        args: ["test", "-A", "--no-check", ...(filter ? [`--filter=${filter}`] : []), ...files],
        env: chromium ? { CHROMIUM_PATH: chromium } : {},
        stdout: "piped",
      }).spawn();
      const output = await outputOf(child.stdout, alone);
      const counts = countsOf(output, (await child.status).code);
      if (counts.failed > 0 && !alone) failures.push(`${name}\n\n${failuresOf(output)}\n`);
      return counts;
    };
    const counts = await runLanes(batches, read.whole("lanes", { min: 1, max: 16 }) ?? 2, test);
    for (const failure of failures) console.log(failure);
    const broken = batches.filter((_, at) => (counts[at] as Counts).failed > 0);
    if (broken.length > 0) console.log(`Failed: ${broken.map((batch) => batch.name).join(", ")}`);
    const sum = (of: keyof Counts): number => counts.reduce((all, one) => all + one[of], 0);
    const skipped = sum("skipped");
    console.log(
      `${sum("passed")} passed, ${sum("failed")} failed${skipped ? `, ${skipped} skipped` : ""}`,
    );
    return broken.length > 0 ? 1 : 0;
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
