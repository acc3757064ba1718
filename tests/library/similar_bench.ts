/**
 * What the Similar page costs in a large store, request by request, rendering and all:
 * `deno run -A --unstable-kv tests/library/similar_bench.ts <store> [pages] [MB that vectors may take]`.
 *
 * @module
 */
import { loadavg } from "node:os";
import process from "node:process";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { sampled, seeded } from "../../domain/mod.ts";

const [location, pages = "60", megabytes = "2000"] = process.argv.slice(2);
if (location === undefined) throw new Error("Cannot measure: no store was named");
const library = await openLibrary(location, {
  create: false,
  wholeUpTo: Number(megabytes) * 1e6 / 4,
});
const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
const { ids } = library.collection.columns;
const tracks = Array.from(
  sampled(ids.map((_, row) => row), { count: Number(pages), random: seeded(5) }),
  (row) => ids[row]!,
);

async function ask(path: string): Promise<void> {
  const response = await handler(new Request(`http://127.0.0.1:8000${path}`));
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

/** CPU of all threads and wall time of each request, ms. */
async function measure(what: string, suffix: string): Promise<void> {
  const wall: number[] = [];
  const before = process.cpuUsage();
  for (const track of tracks) {
    const started = performance.now();
    await ask(`/similar?track=${track}${suffix}`);
    wall.push(performance.now() - started);
  }
  const { user, system } = process.cpuUsage(before);
  wall.sort((a, b) => a - b);
  const at = (share: number) => wall[Math.floor(share * (wall.length - 1))]!.toFixed(0);
  console.log(
    `${what.padEnd(36)} median ${at(0.5)} ms, least ${at(0)}, 90 % ${at(0.9)}, most ${at(1)};`,
    `CPU ${((user + system) / 1000 / wall.length).toFixed(0)} ms; load ${loadavg()[0]!.toFixed(1)}`,
  );
}

const started = performance.now();
await ask(`/similar?track=${tracks[0]}`);
console.log(`first page ${((performance.now() - started) / 1000).toFixed(1)} s`);
for (const space of library.spaces.present.slice(0, 2)) {
  const open = await library.spaces.get(space);
  const { state } = await open!.index.settled;
  console.log(`${space}: ${open!.table.count} x ${open!.table.dimensions} in memory, ${state}`);
}
await measure("by cosine", "");
await measure("by mutual proximity, by row", "&mutual=yes");
const working = performance.now();
for (const space of library.spaces.present.slice(0, 2)) {
  const { profiles } = (await library.spaces.get(space))!;
  await profiles.settled;
  const seconds = (performance.now() - working) / 1000;
  console.log(`${space}: profiles ${profiles.origin} after another ${seconds.toFixed(1)} s`);
}
await measure("by mutual proximity, all profiles known", "&mutual=yes");
await library.close();
