import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluateSpaces, type Knowledge, VectorTable } from "../../similarity/mod.ts";
import { meanInterval } from "../../similarity/evaluation/bootstrap.ts";
import { NeighbourIndex } from "../../similarity/index/neighbour_index.ts";
import { clustered } from "./_arbitraries.ts";
import { seeded } from "../../domain/mod.ts";

const numberOf = (id: string) => Number(id.slice(1));
const CLUSTERS = 6;

/** Each track is labelled with its cluster, and pairs of tracks share an artist and an album. */
const knowledge: Knowledge = {
  artistsOf: (id) => [`artist ${Math.floor(numberOf(id) / 12)}`],
  albumOf: () => "",
  labels: [
    { name: "cluster", of: (id) => [`c${numberOf(id) % CLUSTERS}`], apart: "artist" },
    { name: "album", of: () => [] },
  ],
};

function table(seed: number): VectorTable {
  return clustered(240, { dimensions: 12, clusters: CLUSTERS, random: seeded(seed) });
}

Deno.test("meanInterval() holds the mean, and is a point where all values are equal", () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
  fc.assert(fc.property(values, (values) => {
    const { mean, low, high, count } = meanInterval(values, seeded(1));
    assert.equal(count, values.length);
    assert.ok(low <= mean + 0.2 && mean <= high + 0.2 && low <= high);
  }));
  assert.deepEqual(meanInterval([2, 2, 2], seeded(1)), { mean: 2, low: 2, high: 2, count: 3 });
  assert.deepEqual(meanInterval([], seeded(1)), { mean: NaN, low: NaN, high: NaN, count: 0 });
});

Deno.test("meanInterval() holds the true mean in about 95 % of samples", () => {
  const random = seeded(12);
  let held = 0;
  for (let i = 0; i < 300; i++) {
    const { low, high } = meanInterval(Array.from({ length: 60 }, random), random);
    held += Number(low <= 0.5 && 0.5 <= high);
  }
  assert.ok(held / 300 > 0.9 && held / 300 < 0.985, `${held}`);
});

Deno.test("evaluateSpaces() finds clusters, with and without the same artist, and chance", async () => {
  const a = table(1);
  const { spaces: [figures] } = await evaluateSpaces([{ space: "effnet", table: a }], knowledge);
  const all = figures!.precision.filter(({ label, queries }) =>
    label === "cluster" && queries === "all"
  );
  assert.deepEqual(all.map(({ k, apart }) => [k, apart]), [
    [1, null],
    [5, null],
    [10, null],
    [1, "artist"],
    [5, "artist"],
    [10, "artist"],
  ]);
  for (const { mean, low, high, chance, count, apart } of all) {
    assert.ok(mean > 0.8 && low <= mean && mean <= high && high <= 1);
    assert.equal(count, 240);
    const expected = apart === null ? 39 / 239 : 38 / 228;
    assert.ok(Math.abs(chance - expected) < 1e-12, `${chance}`);
  }
  const none = figures!.precision.find(({ label }) => label === "album");
  assert.ok(none?.count === 0 && Number.isNaN(none.mean));
  assert.equal(figures!.precision.find(({ queries }) => queries === "sample")?.count, 12);
});

Deno.test("evaluateSpaces() is the same for the same seed, times apart", async () => {
  const spaces = [{ space: "effnet", table: table(1) }, { space: "vgg", table: table(2) }];
  const [first, second] = [1, 2].map(async () => {
    const figures = await evaluateSpaces(spaces, knowledge, { seed: 5, ks: [3] });
    return { ...figures, spaces: figures.spaces.map((space) => ({ ...space, search: null })) };
  });
  assert.deepEqual(await first, await second);
  const { overlaps } = await evaluateSpaces([spaces[0]!, spaces[0]!], knowledge);
  assert.deepEqual([overlaps[0]!.overlap.mean, overlaps[0]!.tracks], [1, 240]);
  assert.ok(Math.abs(overlaps[0]!.rankBiased - 1) < 1e-12);
});

Deno.test("evaluateSpaces() compares tracks of two tables by id", async () => {
  const a = table(1);
  const rows = [...a.ids.keys()].reverse().slice(0, 200);
  const b = VectorTable.of(rows.map((row) => a.ids[row]!), rows.map((row) => a.unit(row)));
  const { overlaps: [same] } = await evaluateSpaces(
    [{ space: "effnet", table: a }, { space: "vgg", table: b }],
    knowledge,
  );
  assert.equal(same!.tracks, 200);
  assert.ok(same!.overlap.mean > 0.75 && same!.overlap.mean < 1);
});

Deno.test("evaluateSpaces() measures what the index misses", async () => {
  const a = table(3);
  const index = new NeighbourIndex(a, { space: "effnet", exactUpTo: 0 });
  const { spaces } = await evaluateSpaces([{ space: "effnet", table: a, index }], knowledge);
  const { search } = spaces[0]!;
  assert.ok(search.index !== null && search.index.recall > 0.98 && search.index.ms > 0);
  await index.close();
});

Deno.test("evaluateSpaces() of one track, of ten identical ones and of none throws nothing", async () => {
  for (const [count, pairs] of [[0, 0], [1, 0], [2, 1], [10, 45], [15, 100]] as const) {
    const same = new VectorTable(2);
    for (let i = 0; i < count; i++) same.add(`t${i}`, [1, 1]);
    same.add("t99", [0, 0]);
    const both = [{ space: "effnet", table: same }, { space: "vgg", table: same }];
    const { spaces } = await evaluateSpaces(both, knowledge);
    assert.equal(spaces[0]!.tracks, count);
    assert.equal(spaces[0]!.duplicates.pairs.length, pairs);
    assert.equal(spaces[0]!.duplicates.more, pairs < count * (count - 1) / 2);
  }
});
