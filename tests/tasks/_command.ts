import { fileURLToPath } from "node:url";

const LAUNCH = fileURLToPath(new URL("../../tasks/launch.ts", import.meta.url));
const decoder = new TextDecoder();

/** A command as `deno task` starts it: its launcher. */
export function command(...args: readonly string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-q",
      "--no-prompt",
      "--allow-read",
      "--allow-env",
      "--allow-run",
      LAUNCH,
      ...args,
    ],
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

/** The processes that a process has started. */
export async function pidsBelow(pid: number): Promise<number[]> {
  const { stdout } = await new Deno.Command("pgrep", { args: ["-P", String(pid)] }).output();
  return decoder.decode(stdout).split("\n").filter((line) => line !== "").map(Number);
}

/** Whether a process is at work. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await new Deno.Command("kill", { args: ["-0", String(pid)], stderr: "null" }).output())
    .success;
}
