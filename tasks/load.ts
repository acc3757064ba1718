/** Many readers at once: how many answers a server gives a second, and how long they take. */
import { Agent, get } from "node:http";
import { numberText, seeded } from "../domain/mod.ts";
import { type CommandSpec, runCommand, UsageError } from "./_args.ts";
import { type Answered, drawErrand, loadTable } from "./_load.ts";
import { trackIds } from "./_track_ids.ts";

const SPEC: CommandSpec = {
  name: "load",
  summary: "Asks a running server as many readers at once would, and prints answers a second,\n" +
    "the middle and the slowest hundredth of the times, and the server's memory.",
  options: {
    url: { value: "address", help: "the server", default: "http://127.0.0.1:8000" },
    readers: { value: "n", help: "readers at once", default: "200" },
    seconds: { value: "n", help: "how long", default: "60" },
    seed: { value: "n", help: "what the draw of requests follows from", default: "1" },
    pid: { value: "n", help: "the server's process, to print its memory as it goes" },
    token: { value: "text", help: "the server's token, where it asks for one" },
  },
  examples: ["deno task load", "deno task load --seconds 600 --pid 4711"],
};

/** Lines of memory that a run prints at most. */
const MEMORY_LINES = 20;
const TIMEOUT = 120_000;

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const url = read.text("url")!.replace(/\/$/, "");
    const readers = read.whole("readers", { min: 1, max: 5_000 })!;
    const seconds = read.whole("seconds", { min: 1, max: 86_400 })!;
    const seed = read.whole("seed", { min: 0, max: 2 ** 31 })!;
    const pid = read.whole("pid", { min: 1, max: 2 ** 31 });
    if (pid !== undefined && statusOf(pid) === undefined) {
      throw new UsageError(`Cannot watch --pid ${pid}: there is no such process, or no Linux`);
    }
    const token = read.text("token");
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const ids = await trackIds(url, headers);
    const answers: Answered[] = [];
    const started = performance.now();
    const watch = pid === undefined ? undefined : watchMemory(pid, seconds);
    await Promise.all(
      Array.from(
        { length: readers },
        (_, i) =>
          reader(
            { url, headers, ids, random: seeded(seed * 10_007 + i), answers },
            () => performance.now() - started < seconds * 1000,
          ),
      ),
    );
    clearInterval(watch);
    console.log(loadTable(answers, (performance.now() - started) / 1000));
    return answers.every(({ ok }) => ok) ? 0 : 1;
  });
}

interface Reader {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly ids: readonly string[];
  readonly random: () => number;
  readonly answers: Answered[];
}

/** One reader, who keeps what a browser keeps: what has not changed is asked for by its tag. */
async function reader(
  { url, headers, ids, random, answers }: Reader,
  goesOn: () => boolean,
): Promise<void> {
  const tags = new Map<string, string>();
  while (goesOn()) {
    const { name, path } = drawErrand(random);
    const address = url + path({ random, ids });
    const tag = tags.get(address);
    const before = performance.now();
    let ok = false;
    try {
      const { status, etag } = await read(address, {
        ...headers,
        "accept-encoding": "gzip",
        ...(tag !== undefined && { "if-none-match": tag }),
      });
      ok = status === 200 || status === 304;
      if (etag !== undefined) tags.set(address, etag);
    } catch {
      ok = false;
    }
    answers.push({ errand: name, milliseconds: performance.now() - before, ok });
  }
}

const CONNECTIONS = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Reads an answer as it comes over the wire: unpacking it is the work of the reader's own machine. */
function read(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly etag: string | undefined }> {
  const { promise, resolve, reject } = Promise.withResolvers<
    { readonly status: number; readonly etag: string | undefined }
  >();
  get(address, { headers, agent: CONNECTIONS, timeout: TIMEOUT }, (answer) => {
    answer.on("error", reject);
    answer.on("end", () => {
      resolve({ status: answer.statusCode ?? 0, etag: answer.headers.etag });
    });
    answer.resume();
  }).on("error", reject).on("timeout", () => reject(new Error("no answer in time")));
  return promise;
}

function watchMemory(pid: number, seconds: number): ReturnType<typeof setInterval> {
  const every = Math.max(1_000, seconds * 1000 / MEMORY_LINES);
  const started = performance.now();
  return setInterval(() => {
    const megabytes = Number(/VmRSS:\s*(\d+)/.exec(statusOf(pid) ?? "")?.[1] ?? NaN) / 1024;
    const at = Math.round((performance.now() - started) / 1000);
    console.log(`${String(at).padStart(5)} s  ${numberText(megabytes, 0)} MB`);
  }, every);
}

/** What Linux tells of a process; `undefined` where it knows none of that number. */
function statusOf(pid: number): string | undefined {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/status`);
  } catch {
    return undefined;
  }
}

if (import.meta.main) Deno.exit(await run(Deno.args));
