/**
 * Opens a space of a large store, whole or reduced, and measures its searches:
 * `deno run -A --unstable-kv tests/library/reduced_bench.ts <store> [MB that vectors may take] [space]`.
 *
 * @module
 */
import { loadavg } from "node:os";
import { readFileSync } from "node:fs";
import process from "node:process";
import type { Space } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { searchFigures } from "../../similarity/evaluation/search.ts";

const TURN_MS = 20;
const [location, megabytes = "2000", space = "effnet"] = process.argv.slice(2);
if (location === undefined) throw new Error("Cannot measure: no store was named");

function say(what: string, value: string): void {
  console.log(what.padEnd(28), value, ` load ${loadavg()[0]!.toFixed(1)}`);
}

function resident(): string {
  const status = readFileSync("/proc/self/status", "utf8");
  const [now, most] = ["VmRSS", "VmHWM"].map((name) =>
    (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]) / 1e6).toFixed(2)
  );
  return `${now} GB, at most ${most} GB`;
}

/** What `work` takes, and for how long it keeps others from their turn. */
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  let [longest, last] = [0, performance.now()];
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - TURN_MS);
    last = performance.now();
  }, TURN_MS);
  const [started, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  clearInterval(timer);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const cpu = ((user + system) / 1e6).toFixed(1);
  say(what, `${seconds} s, CPU ${cpu} s, others wait ${longest.toFixed(0)} ms; ${resident()}`);
  return result;
}

async function search(): Promise<void> {
  const { exactMs, index: found, reduced } = await timed(
    "100 searches",
    () => searchFigures(index),
  );
  say(
    reduced ? "through all, reduced" : "exact",
    `${exactMs.toFixed(2)} ms${reduced ? `, recall@10 ${reduced.recall.toFixed(4)}` : ""}`,
  );
  if (found) say("by the index", `${found.ms.toFixed(2)} ms, recall@10 ${found.recall.toFixed(4)}`);
}

const library = await timed(
  "columns",
  () => openLibrary(location, { create: false, wholeUpTo: Number(megabytes) * 1e6 / 4 }),
);
const open = await timed("vectors", () => library.spaces.get(space as Space));
if (!open) throw new Error(`Cannot measure: no track has a vector in ${space}`);
const { table, index, dimensions } = open;
say("tracks x dimensions", `${table.count} x ${dimensions}, in memory x ${table.dimensions}`);
await search();
const state = await timed("index", () => index.settled);
say("index", JSON.stringify(state));
await search();
await library.close();
