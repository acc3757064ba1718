import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cosineOf, exactNeighboursOf } from "../../similarity/exact.ts";
import { cosinesTo, VectorTable } from "../../similarity/mod.ts";
import { estimatedCosines, Reduction } from "../../similarity/reduced/reduction.ts";
import { fitInWorker } from "../../similarity/reduced/fit_in_worker.ts";
import { NeighbourIndex } from "../../similarity/index/neighbour_index.ts";
import { readReduction, writeReduction } from "../../similarity/reduced/reduction_file.ts";
import { streamedNeighbours } from "../../similarity/reduced/whole_vectors.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { clustered } from "./_arbitraries.ts";
import { reducedTable } from "./_in_memory.ts";
import { musavTable } from "./_musav.ts";
import { seeded } from "../../domain/mod.ts";

const full = clustered(900, { dimensions: 60, clusters: 12, random: seeded(3) });
const KEPT = 20;

Deno.test("a reduced vector is as long as the whole one, and cosines are never too small", () => {
  const reduction = Reduction.fit(full, { kept: KEPT });
  assert.deepEqual([reduction.kept, reduction.dimensions], [KEPT, 60]);
  const rows = [0, 1, 13, 400, 899];
  const reduced = rows.map((row) => reduction.reduce(full.unit(row).map((x) => 3 * x))!);
  for (const [i, a] of reduced.entries()) {
    assert.ok(Math.abs(Math.hypot(...a) - 3) < 1e-5);
    for (const [j, b] of reduced.entries()) {
      const right = cosineOf(full.unit(rows[i]!), full.unit(rows[j]!));
      assert.ok(cosineOf(a, b) >= right - 1e-5, `${cosineOf(a, b)} < ${right}`);
    }
  }
  assert.equal(reduction.reduce(new Float32Array(60)), undefined);
  assert.deepEqual(reduction.reduceAll([full.unit(1), full.unit(13)]), [
    reduction.reduce(full.unit(1)),
    reduction.reduce(full.unit(13)),
  ]);
});

Deno.test("cosines are estimated without a bias from reduced vectors", () => {
  const { table, whole } = reducedTable(full, { kept: KEPT });
  let [error, bias] = [0, 0];
  for (let row = 0; row < 50; row++) {
    const right = cosinesTo(full, full.unit(row));
    const estimated = estimatedCosines(table, whole.reduction.reduce(full.unit(row))!);
    for (let other = 0; other < 900; other++) {
      if (other === row) continue;
      error += Math.abs(estimated[other]! - right[other]!) / 44_950;
      bias += (estimated[other]! - right[other]!) / 44_950;
    }
  }
  assert.ok(error < 0.1 && Math.abs(bias) < 0.01, `error ${error}, bias ${bias}`);
});

Deno.test("a reduced space has exact similarities, and the nearest tracks by any search", async () => {
  const { table, whole, reads } = reducedTable(full, { kept: KEPT });
  const mask = Uint8Array.from({ length: 900 }, (_, row) => row % 3);
  for (const built of [false, true]) {
    const index = new NeighbourIndex(table, {
      space: "effnet",
      whole,
      ...(built && { exactUpTo: 0 }),
    });
    await index.settled;
    for (const search of [{}, { metric: "dot" as const }, { mask }]) {
      let hits = 0;
      for (let row = 0; row < 900; row += 30) {
        const before = reads();
        const { neighbours, by } = await index.searchOf(row, { k: 10, ...search });
        assert.ok(reads() - before <= 101);
        const plain = !("mask" in search) && !("metric" in search);
        assert.equal(by, built && plain ? "index" : "reduced");
        const right = exactNeighboursOf(full, row, { k: 10, ...search });
        for (const { row: found, similarity } of neighbours) {
          const cosine = cosineOf(full.unit(row), full.unit(found));
          const scale = "metric" in search ? full.norms[row]! * full.norms[found]! : 1;
          assert.ok(Math.abs(similarity - cosine * scale) < 1e-5);
          hits += Number(right.some((neighbour) => neighbour.row === found));
        }
      }
      assert.ok(hits / 300 > 0.97, `${hits} of 300 by ${JSON.stringify(Object.keys(search))}`);
    }
    await index.close();
  }
});

Deno.test("a query without direction and a row without vector have no neighbours", async () => {
  const some = VectorTable.of(["a", "b", "c"], [full.unit(0), undefined, full.unit(2)]);
  const { table, whole } = reducedTable(some, { kept: KEPT });
  const index = new NeighbourIndex(table, { space: "effnet", whole });
  assert.deepEqual((await index.search(new Float32Array(60), { k: 3 })).neighbours, []);
  assert.deepEqual((await index.searchOf(1, { k: 3 })).neighbours, []);
  const { neighbours } = await index.searchOf(0, { k: 3 });
  assert.deepEqual(neighbours.map(({ id }) => id), ["c"]);
});

Deno.test("streamedNeighbours() are those of exact search", async () => {
  const { whole } = reducedTable(full, { kept: KEPT });
  const rows = [0, 77, 899];
  const queries = rows.map((row) => ({ id: full.ids[row]!, vector: full.unit(row).slice() }));
  const lists = await streamedNeighbours(whole.all(), queries, { k: 10 });
  for (const [i, row] of rows.entries()) {
    assert.deepEqual(
      lists[i]!.map(({ id }) => id),
      exactNeighboursOf(full, row, { k: 10 }).map(({ id }) => id),
    );
  }
  assert.deepEqual(await streamedNeighbours(whole.all(), [], { k: 10 }), []);
});

Deno.test("a reduction is fitted in a worker, kept in a file, and a damaged one is noticed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "reduction-"));
  const path = join(folder, "data", "effnet.reduction");
  try {
    const reduction = await fitInWorker(full, { kept: KEPT });
    assert.deepEqual(reduction.directions, Reduction.fit(full, { kept: KEPT }).directions);
    assert.equal(readReduction(path), undefined);
    writeReduction(path, { reduction, tracks: 900 });
    const kept = readReduction(path)!;
    assert.deepEqual([kept.tracks, kept.reduction.directions], [900, reduction.directions]);
    const bytes = await readFile(path);
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(path, bytes);
    assert.equal(readReduction(path), undefined);
  } finally {
    await rm(folder, { recursive: true });
  }
});

sharedTest("192 numbers of EffNet find at least 99.5 % of the ten nearest on MusAV", async () => {
  const effnet = musavTable("effnet");
  const { table, whole } = reducedTable(effnet, { kept: 192 });
  const index = new NeighbourIndex(table, { space: "effnet", whole });
  let hits = 0;
  for (let row = 0; row < 2100; row += 21) {
    const right = exactNeighboursOf(effnet, row, { k: 10 }).map((neighbour) => neighbour.row);
    const { neighbours } = await index.searchOf(row, { k: 10 });
    hits += neighbours.filter((neighbour) => right.includes(neighbour.row)).length;
  }
  assert.ok(hits / 1000 >= 0.995, String(hits / 1000));
});
