/**
 * Exact and indexed search in a large collection resampled from MusAV:
 * `deno run -A tests/similarity/index_bench.ts [tracks] [effnet|musicnn]`.
 *
 * @module
 */
import { stat, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { exactNeighboursOf } from "../../similarity/exact.ts";
import { fitPca, type VectorTable } from "../../similarity/mod.ts";
import { NeighbourIndex } from "../../similarity/index/neighbour_index.ts";
import { musavTable } from "./_musav.ts";
import { resampled } from "./_resampled.ts";
import { sampled, seeded } from "../../domain/mod.ts";

const QUERIES = 200;

function say(what: string, value: number | string, unit = ""): void {
  console.log(what.padEnd(34), typeof value === "number" ? value.toFixed(2) : value, unit);
}

function residentGb(): number {
  return process.memoryUsage().rss / 1e9;
}

async function opened(table: VectorTable, path: string): Promise<NeighbourIndex> {
  const index = new NeighbourIndex(table, { space: "bench", path });
  const settled = await index.settled;
  if (settled.state !== "ready") throw new Error(JSON.stringify(settled));
  say(settled.facts.loaded ? "load" : "build", settled.facts.seconds, "s");
  return index;
}

const count = Number(process.argv[2] ?? 100_000);
const table = resampled(musavTable(process.argv[3] === "musicnn" ? "musicnn" : "effnet"), {
  count,
});
say("tracks x dimensions", `${count} x ${table.dimensions}`);
say("resident with vectors", residentGb(), "GB");
const queries = sampled(Array.from(table.ids.keys()), { count: QUERIES, random: seeded(3) });
let started = performance.now();
const exact = Array.from(queries, (row) => exactNeighboursOf(table, row, { k: 10 }));
say("exact search", (performance.now() - started) / QUERIES, "ms");
started = performance.now();
fitPca(table, { components: 2 });
say("two principal components", (performance.now() - started) / 1000, "s");

const path = join(tmpdir(), `bench-${process.pid}.hnsw`);
await (await opened(table, path)).close();
say("file", (await stat(path)).size / 1e6, "MB");
const index = await opened(table, path);
const milliseconds: number[] = [];
let hits = 0;
for (const [i, row] of queries.entries()) {
  const found = await index.searchOf(row, { k: 10 });
  milliseconds.push(found.milliseconds);
  const rows = new Set(exact[i]!.map((neighbour) => neighbour.row));
  hits += found.neighbours.filter((neighbour) => rows.has(neighbour.row)).length;
}
milliseconds.sort((a, b) => a - b);
say("indexed search, median", milliseconds[QUERIES / 2]!, "ms");
say("indexed search, 99 %", milliseconds[Math.floor(QUERIES * 0.99)]!, "ms");
say("recall@10", (hits / (10 * QUERIES)).toFixed(4));
say("resident with index", residentGb(), "GB");
await index.close();
await unlink(path);
