/**
 * How uneven parts by hash are in what their analysis costs, and what balancing them by size would gain:
 * `deno run --allow-read tools/balance_parts.ts <table> [mixes]`. The table (TSV) has columns of paths and
 * of seconds, as MTG-Jamendo's and MusAV's have; `mixes` is the share of tracks that are made mixes of half
 * an hour to two hours. The files are taken over and over under other names where there are too few.
 *
 * @module
 */
import process from "node:process";
import { shardOf } from "../analysis/files/shard.ts";
import { seeded } from "../domain/mod.ts";

/** CPU seconds of one second of music, of which so much is for what is beyond ten minutes, too. */
const COST_A_SECOND = 5.5 / 240;
const WHOLE_SHARE = 0.09;
const KEPT = 600;

/** Bytes a second are drawn between these: 128 to 320 kbit/s. Size is what is known before decoding. */
const RATES = [16_000, 40_000] as const;

interface File {
  readonly path: string;
  readonly cost: number;
  readonly bytes: number;
}

function costOf(seconds: number): number {
  return COST_A_SECOND *
    (WHOLE_SHARE * seconds + (1 - WHOLE_SHARE) * Math.min(KEPT, seconds));
}

function filesOf(lines: readonly string[], { count, mixes }: { count: number; mixes: number }) {
  const header = lines[0]!.toLowerCase().split("\t");
  const path = header.indexOf("path");
  const seconds = header.findIndex((name) => name.startsWith("duration"));
  const rows = lines.slice(1).filter((line) => line !== "").map((line) => line.split("\t"));
  const random = seeded(17);
  return Array.from({ length: count }, (_, i): File => {
    const row = rows[i % rows.length]!;
    const length = random() < mixes ? 1800 + 5400 * random() : Number(row[seconds]);
    const rate = RATES[0] + (RATES[1] - RATES[0]) * random();
    return {
      path: i < rows.length ? row[path]! : `${Math.floor(i / rows.length)}/${row[path]}`,
      cost: costOf(length),
      bytes: length * rate,
    };
  });
}

function byHash(files: readonly File[], parts: number): Float64Array {
  const costs = new Float64Array(parts);
  for (const { path, cost } of files) costs[shardOf(path, parts) - 1]! += cost;
  return costs;
}

/** The largest first, each to the part that has least so far (Graham 1969). */
function bySize(files: readonly File[], parts: number): Float64Array {
  const bytes = new Float64Array(parts);
  const costs = new Float64Array(parts);
  for (const file of files.toSorted((a, b) => b.bytes - a.bytes)) {
    const part = leastOf(bytes);
    bytes[part]! += file.bytes;
    costs[part]! += file.cost;
  }
  return costs;
}

function leastOf(sums: Float64Array): number {
  let least = 0;
  for (let i = 1; i < sums.length; i++) if (sums[i]! < sums[least]!) least = i;
  return least;
}

/** The time of the last of so many workers, each taking the next part when it is free. */
function makespan(costs: Float64Array, workers: number): number {
  const free = new Float64Array(workers);
  for (const cost of costs) free[leastOf(free)]! += cost;
  return free.reduce((most, time) => Math.max(most, time), 0);
}

const [table, mixes = "0"] = process.argv.slice(2);
if (table === undefined) throw new Error("Cannot measure: name a table of paths and durations");
const lines = (await Deno.readTextFile(table)).split("\n");
console.log(
  "| tracks | workers | a part each, by hash | by size | 16 parts each, by hash | by size |\n" +
    "| --- | --- | --- | --- | --- | --- |",
);
for (const count of [2_000, 20_000, 100_000]) {
  const files = filesOf(lines, { count, mixes: Number(mixes) });
  const sum = files.reduce((sum, { cost }) => sum + cost, 0);
  for (const workers of [4, 100, 1000]) {
    const cells = [1, 16].flatMap((each) =>
      [byHash, bySize].map((share) => {
        const took = makespan(share(files, each * workers), workers);
        return (took / (sum / workers)).toFixed(2);
      })
    );
    console.log(`| ${[count, workers, ...cells].join(" | ")} |`);
  }
}
