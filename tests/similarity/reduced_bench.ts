/**
 * What is found by so many numbers of each vector and so many candidates that are compared in whole, in
 * mixtures of MusAV's EffNet vectors: `deno run -A tests/similarity/reduced_bench.ts [tracks]`.
 *
 * @module
 */
import process from "node:process";
import { exactNeighbours, exactNeighboursOf } from "../../similarity/exact.ts";
import { FITTED_TO } from "../../similarity/reduced/settings.ts";
import { Reduction } from "../../similarity/reduced/reduction.ts";
import { VectorTable } from "../../similarity/mod.ts";
import { musavTable } from "./_musav.ts";
import { resampled } from "./_resampled.ts";
import { sampled, seeded } from "../../domain/mod.ts";

const KEPT = [64, 96, 128, 192, 256];
const CANDIDATES = [20, 50, 100, 200];
const QUERIES = 200;
const BATCH = 1000;

const full = resampled(musavTable("effnet"), { count: Number(process.argv[2] ?? 100_000) });
const everyRow = Array.from(full.ids.keys());
const queries = sampled(everyRow, { count: QUERIES, random: seeded(3) });
const right = Array.from(
  queries,
  (row) => exactNeighboursOf(full, row, { k: 10 }).map((neighbour) => neighbour.row),
);
const sample = VectorTable.of(
  full.ids,
  sampledUnits(sampled(everyRow, { count: FITTED_TO, random: seeded(1) })),
);

function sampledUnits(rows: Uint32Array): (Float32Array | undefined)[] {
  const drawn = new Set(rows);
  return everyRow.map((row) => drawn.has(row) ? full.unit(row) : undefined);
}

console.log(`${full.count} x ${full.dimensions}; recall@10 by candidates ${CANDIDATES.join(", ")}`);
for (const kept of KEPT) {
  const reduction = Reduction.fit(sample, { kept });
  const table = new VectorTable(kept, { capacity: full.count });
  for (let from = 0; from < full.count; from += BATCH) {
    const units = everyRow.slice(from, from + BATCH).map((row) => full.unit(row));
    for (const [i, vector] of reduction.reduceAll(units).entries()) {
      table.add(full.ids[from + i]!, vector);
    }
  }
  const ranks = Array.from(queries, (row, i) => {
    const found = exactNeighbours(table, table.unit(row), { k: CANDIDATES.at(-1)!, except: row });
    return right[i]!.map((wanted) => found.findIndex((neighbour) => neighbour.row === wanted));
  }).flat();
  const recall = CANDIDATES.map((count) =>
    (ranks.filter((rank) => rank >= 0 && rank < count).length / ranks.length).toFixed(4)
  );
  console.log(String(kept).padStart(4), recall.join("  "));
}
