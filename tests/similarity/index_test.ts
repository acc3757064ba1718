import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exactNeighboursOf } from "../../similarity/exact.ts";
import { INDEX_SETTINGS } from "../../similarity/index/settings.ts";
import { NeighbourIndex } from "../../similarity/index/neighbour_index.ts";
import { neighbourRows, VectorTable } from "../../similarity/mod.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { clustered } from "./_arbitraries.ts";
import { musavTable } from "./_musav.ts";
import { seeded } from "../../domain/mod.ts";

const space = "effnet";

async function withFolder(run: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "index-"));
  try {
    await run(join(folder, "data", "effnet.hnsw"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function opened(table: VectorTable, path?: string): Promise<NeighbourIndex> {
  const index = new NeighbourIndex(table, { space, path, exactUpTo: 0 });
  const settled = await index.settled;
  assert.equal(settled.state, "ready", JSON.stringify(settled));
  return index;
}

function factsOf(index: NeighbourIndex) {
  assert.equal(index.state.state, "ready");
  return index.state.facts;
}

async function recallOf(index: NeighbourIndex, queries: readonly number[]): Promise<number> {
  let found = 0;
  for (const row of queries) {
    const exact = new Set(exactNeighboursOf(index.table, row, { k: 10 }).map((n) => n.row));
    const { neighbours, by } = await index.searchOf(row, { k: 10 });
    assert.equal(by, "index");
    found += neighbours.filter((n) => exact.has(n.row)).length;
  }
  return found / (10 * queries.length);
}

const every = (step: number, length: number) =>
  Array.from({ length: Math.floor(length / step) }, (_, i) => i * step);

Deno.test("a small collection is searched exactly, without an index", async () => {
  const table = clustered(100, { dimensions: 8, clusters: 3, random: seeded(1) });
  const index = new NeighbourIndex(table, { space });
  assert.equal((await index.settled).state, "exact");
  const { by, neighbours } = await index.searchOf(3, { k: 5 });
  assert.equal(by, "exact");
  assert.deepEqual(neighbours, exactNeighboursOf(table, 3, { k: 5 }));
  await index.close();
});

Deno.test("search is exact while the index is built, and whenever rows are masked", async () => {
  const table = clustered(2000, { dimensions: 16, clusters: 20, random: seeded(1) });
  const index = new NeighbourIndex(table, { space, exactUpTo: 0 });
  assert.equal(index.state.state, "building");
  assert.equal((await index.searchOf(0, { k: 5 })).by, "exact");
  await index.settled;
  assert.equal((await index.searchOf(0, { k: 5 })).by, "index");
  const mask = Uint8Array.from({ length: 2000 }, (_, row) => Number(row < 10));
  assert.equal((await index.searchOf(0, { k: 5, mask })).by, "exact");
  assert.equal((await index.searchOf(0, { k: 5, metric: "dot" })).by, "exact");
  await index.close();
  assert.equal((await index.searchOf(0, { k: 5 })).by, "exact");
});

sharedTest(
  "the index finds at least 98 % of the ten nearest on MusAV, reduced or whole",
  async () => {
    for (const name of ["effnet", "musicnn"] as const) {
      const index = await opened(musavTable(name));
      assert.equal(factsOf(index).reducedTo, name === "effnet" ? 192 : undefined);
      const recall = await recallOf(index, every(10, 2100));
      assert.ok(recall >= 0.98, `${name}: ${recall}`);
      await index.close();
    }
  },
);

Deno.test("neighbourhoods() by the index are those of exact search", async () => {
  const table = clustered(1500, { dimensions: 24, clusters: 10, random: seeded(6) });
  table.remove("t7");
  const index = await opened(table);
  const lists = await index.neighbourhoods({ k: 10 });
  assert.equal(lists.queries.length, 1499);
  let found = 0;
  for (const [i, row] of lists.queries.entries()) {
    const exact = exactNeighboursOf(table, row, { k: 10 }).map((n) => n.row);
    found += neighbourRows(lists, i).filter((other) => exact.includes(other)).length;
  }
  assert.ok(found / 14_990 > 0.98);
  await index.close();
});

Deno.test("an index is loaded from its file", () =>
  withFolder(async (path) => {
    const table = clustered(1200, { dimensions: 20, clusters: 9, random: seeded(2) });
    const first = await opened(table, path);
    assert.equal(factsOf(first).loaded, false);
    await first.close();
    const second = await opened(table, path);
    assert.equal(factsOf(second).loaded, true);
    assert.ok(await recallOf(second, every(30, 1200)) > 0.98);
    await second.close();
  }));

Deno.test("tracks that came or went since are added and left out without building again", () =>
  withFolder(async (path) => {
    const table = clustered(1200, { dimensions: 20, clusters: 9, random: seeded(2) });
    await (await opened(table, path)).close();
    table.add("new", table.unit(5).map((x, i) => x + 0.001 * i));
    table.add("t8", table.unit(5));
    table.remove("t9");
    const index = await opened(table, path);
    assert.deepEqual([factsOf(index).loaded, factsOf(index).tracks], [true, 1200]);
    const near = (await index.searchOf(5, { k: 2 })).neighbours.map(({ id }) => id);
    assert.deepEqual(near, ["t8", "new"]);
    const all = await index.neighbourhoods({ k: 20 });
    assert.ok(!all.rows.includes(9));
    await index.close();
    const again = await opened(table, path);
    assert.deepEqual([factsOf(again).loaded, factsOf(again).tracks], [true, 1200]);
    await again.close();
  }));

Deno.test("tracks added and removed while the index is open are found and left out", () =>
  withFolder(async (path) => {
    const table = clustered(900, { dimensions: 20, clusters: 9, random: seeded(3) });
    const index = await opened(table, path);
    for (let i = 0; i < 300; i++) {
      table.add(`late${i}`, table.unit(i).map((x, j) => x + 1e-4 * ((i + j) % 7)));
      index.added(`late${i}`);
    }
    const [first] = (await index.searchOf(4, { k: 1 })).neighbours;
    assert.equal(first?.id, "late4");
    table.remove("late4");
    index.removed("late4");
    const [next] = (await index.searchOf(4, { k: 1 })).neighbours;
    assert.notEqual(next?.id, "late4");
    await index.close();
    const again = await opened(table, path);
    assert.deepEqual([factsOf(again).loaded, factsOf(again).tracks], [true, 1199]);
    await again.close();
  }));

Deno.test("a damaged or outdated file is noticed and built again", () =>
  withFolder(async (path) => {
    const table = clustered(800, { dimensions: 20, clusters: 9, random: seeded(2) });
    await (await opened(table, path)).close();
    const good = await readFile(path);
    const flipped = Uint8Array.from(good);
    flipped[good.length - 1000]! ^= 1;
    const later = Uint8Array.from(good);
    later[8] = 99;
    const older = Uint8Array.from(good);
    older[8] = 1;
    const files: [Uint8Array, RegExp][] = [
      [good.subarray(0, good.length / 2), /digest/],
      [good.subarray(0, 20), /ends too early/],
      [new TextEncoder().encode("no index at all, but a text of some length".repeat(3)), /begin/],
      [flipped, /digest/],
      [later, /version 99, this program reads 2/],
      [older, /version 1, this program reads 2/],
    ];
    for (const [bytes, reason] of files) {
      await writeFile(path, bytes);
      const index = await opened(table, path);
      assert.equal(factsOf(index).loaded, false);
      assert.match(factsOf(index).rebuilt ?? "", reason);
      await index.close();
      assert.deepEqual(await readFile(path), good);
    }
    const settings = { ...INDEX_SETTINGS, m: 8 };
    const other = new NeighbourIndex(table, { space, path, exactUpTo: 0, settings });
    const settled = await other.settled;
    assert.ok(settled.state === "ready" && /settings/.test(settled.facts.rebuilt ?? ""));
    await other.close();
  }));

Deno.test("an index of one, of two and of ten identical tracks, and of none", async () => {
  for (const count of [0, 1, 2, 10]) {
    const ids = Array.from({ length: count }, (_, i) => `t${i}`);
    const table = new VectorTable(3);
    for (const id of ids) table.add(id, [1, 2, 3]);
    table.add("silent", [0, 0, 0]);
    const index = new NeighbourIndex(table, { space, exactUpTo: -1 });
    assert.equal((await index.settled).state, "ready");
    const { neighbours } = await index.search([1, 2, 3], { k: 20 });
    assert.deepEqual(neighbours.map(({ id }) => id), ids);
    assert.deepEqual((await index.search([0, 0, 0], { k: 20 })).neighbours, []);
    await index.close();
  }
});
