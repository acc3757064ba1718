/** Runs every test and closes on a line `N passed, N failed`. */
import { type CommandSpec, runCommand } from "./_args.ts";
import { findChromium, installChromium } from "./_chromium.ts";

const SPEC: CommandSpec = {
  name: "test",
  summary: "Runs every test, those in headless Chromium included.",
  options: { filter: { value: "text", help: "only tests whose name holds this text" } },
  positionals: { name: "[file or folder]…", atLeast: 0 },
  examples: ["deno task test", "deno task test tests/domain", 'deno task test --filter "Camelot"'],
};

/** Closing line of the test runner: counts of what passed, failed and was left out. */
const SUMMARY = /(\d+) passed.*?\| (\d+) failed(?:.*?(\d+) ignored)?/;

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

/** Passes a stream on to the screen and keeps its last summary line. */
async function passOn(stream: ReadableStream<Uint8Array>): Promise<RegExpExecArray | null> {
  const decoder = new TextDecoder();
  let rest = "";
  let summary: RegExpExecArray | null = null;
  for await (const chunk of stream) {
    await Deno.stdout.write(chunk);
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    // deno-lint-ignore no-control-regex
    for (const line of lines) summary = SUMMARY.exec(line.replace(/\x1b\[\d+m/g, "")) ?? summary;
  }
  return summary;
}

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const chromium = await browser();
    const filter = read.text("filter");
    const files = read.positionals.length > 0 ? read.positionals : ["tests"];
    const child = new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--no-check", ...(filter ? [`--filter=${filter}`] : []), ...files],
      env: chromium ? { CHROMIUM_PATH: chromium } : {},
      stdout: "piped",
    }).spawn();
    const summary = await passOn(child.stdout);
    const { code } = await child.status;
    const [, passed = "0", failed = "0", ignored] = summary ?? [];
    const failures = code !== 0 && failed === "0" ? "1" : failed;
    console.log(`${passed} passed, ${failures} failed${ignored ? `, ${ignored} skipped` : ""}`);
    return code;
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
