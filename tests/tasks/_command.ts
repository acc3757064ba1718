import { fileURLToPath } from "node:url";

const LAUNCH = fileURLToPath(new URL("../../tasks/launch.ts", import.meta.url));
const decoder = new TextDecoder();

/** A command as `deno task` starts it: its launcher. */
export function command(...args: readonly string[]): Deno.Command {
  return commandIn({}, ...args);
}

/** A command with these variables beside those of the test. */
export function commandIn(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Deno.Command {
  const may = ["--allow-read", "--allow-env", "--allow-run"];
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-prompt", ...may, LAUNCH, ...args],
    env,
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs a command to its end. */
export async function outcome(...args: readonly string[]) {
  const { code, stdout, stderr } = await command(...args).output();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr).trim() };
}

/** A folder for the time of a test. */
export async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Whether there is something at a path. */
export async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/** Waits until a condition holds, a minute at most; a condition that throws does not hold. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await condition().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("Waited a minute in vain");
}

/** State and parent of a process, as Linux tells them; `undefined` where there is none of that id. */
async function processOf(pid: number) {
  try {
    const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** The processes that a process has started. Linux alone. */
export async function pidsBelow(pid: number): Promise<number[]> {
  const pids = (await Array.fromAsync(Deno.readDir("/proc"))).map(({ name }) => Number(name));
  const below = [];
  for (const each of pids) {
    if (each > 0 && (await processOf(each))?.parent === pid) below.push(each);
  }
  return below;
}

/** Whether a process is at work. Linux alone. */
export async function isAlive(pid: number): Promise<boolean> {
  const found = await processOf(pid);
  return found !== undefined && found.state !== "Z";
}
