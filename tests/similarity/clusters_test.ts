import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { normal, seeded } from "../../domain/mod.ts";
import {
  hdbscan,
  kMeans,
  pointsOf,
  readClusters,
  VectorTable,
  writeClusters,
} from "../../similarity/mod.ts";
import { adjustedRand } from "../../similarity/clusters/adjusted_rand.ts";
import { clusterTable } from "../../similarity/clusters/cluster_table.ts";
import { meanSilhouette, silhouettesOf } from "../../similarity/clusters/silhouette.ts";

/** Heaps around the corners of a simplex, and the heap of each point. */
function heaps(sizes: readonly number[], { dimensions = 6, width = 0.1, seed = 1 } = {}) {
  const draw = normal(seeded(seed));
  const truth = sizes.flatMap((size, heap) => Array.from({ length: size }, () => heap));
  const rows = truth.map((heap) =>
    Array.from({ length: dimensions }, (_, d) => (d === heap ? 1 : 0) + width * draw())
  );
  return { truth, rows, points: pointsOf(Float32Array.from(rows.flat()), dimensions) };
}

Deno.test("kMeans() finds heaps, the largest first, and the same with the same seed", () => {
  const { points, truth } = heaps([20, 60, 40]);
  const found = kMeans(points, { k: 3, seed: 4 });
  assert.equal(adjustedRand(found.labels, truth), 1);
  assert.deepEqual([0, 1, 2].map((c) => found.labels.filter((l) => l === c).length), [60, 40, 20]);
  assert.deepEqual(kMeans(points, { k: 3, seed: 4 }), found);
});

Deno.test("kMeans() stands points in one place, and as many clusters as points", () => {
  const equal = pointsOf(new Float32Array(12).fill(0.5), 3);
  assert.equal(kMeans(equal, { k: 2, seed: 1 }).inertia, 0);
  const { points } = heaps([1, 1, 1]);
  assert.equal(new Set(kMeans(points, { k: 3, seed: 1 }).labels).size, 3);
});

Deno.test("hdbscan() finds rings that no mean could, and leaves what lies between", () => {
  const draw = normal(seeded(2));
  const ring = (radius: number, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const angle = 2 * Math.PI * i / count;
      return [Math.cos(angle), Math.sin(angle)].map((x) => radius * x + 0.02 * draw());
    }).flat();
  const lost = [10, 0, -10, 3, 0, 9, 7, -8];
  const points = pointsOf(Float32Array.from([...ring(1, 150), ...ring(4, 250), ...lost]), 2);
  const labels = hdbscan(points, { minSize: 10 });
  const truth = [...Array(150).fill(1), ...Array(250).fill(0), ...Array(4).fill(-1)];
  assert.deepEqual([...labels], truth);
});

Deno.test("hdbscan() finds nothing in too few points or in one place", () => {
  assert.deepEqual([...hdbscan(heaps([3]).points, { minSize: 5 })], [-1, -1, -1]);
  assert.deepEqual([...hdbscan(pointsOf(new Float32Array(0), 3))], []);
  const equal = hdbscan(pointsOf(new Float32Array(60).fill(1), 3), { minSize: 5 });
  assert.ok(equal.every((label) => label >= -1));
});

Deno.test("adjustedRand() is that of Hubert and Arabie, symmetric, and blind to names", () => {
  assert.equal(adjustedRand([0, 0, 1, 1], [0, 0, 1, 2]).toFixed(4), "0.5714");
  assert.ok(Number.isNaN(adjustedRand([0], [0])));
  const labels = fc.array(
    fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: 0, max: 3 })),
  );
  fc.assert(fc.property(labels, (pairs) => {
    const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
    const rand = adjustedRand(a, b);
    assert.ok(Object.is(rand, adjustedRand(b, a)) || Math.abs(rand - adjustedRand(b, a)) < 1e-12);
    const renamed = adjustedRand(a.map((x) => x < 0 ? x : 7 - x), b);
    assert.ok(Object.is(rand, renamed) || Math.abs(rand - renamed) < 1e-12);
  }));
});

Deno.test("meanSilhouette() is the mean of (b - a) / max(a, b), worked out point by point", () => {
  const { points, rows, truth } = heaps([5, 7, 4], { width: 0.3 });
  const away = (a: readonly number[], b: readonly number[]) =>
    Math.hypot(...a.map((x, i) => x - b[i]!));
  const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x / list.length, 0);
  const widths = rows.map((row, i) => {
    const to = (heap: number) =>
      mean(rows.flatMap((other, j) => truth[j] === heap && j !== i ? [away(row, other)] : []));
    const [a, b] = [to(truth[i]!), Math.min(...[0, 1, 2].filter((h) => h !== truth[i]).map(to))];
    return (b - a) / Math.max(a, b);
  });
  const found = meanSilhouette(silhouettesOf(points, 1), truth);
  assert.ok(Math.abs(found - mean(widths)) < 1e-5, `${found} ${mean(widths)}`);
});

/** Heaps as a table with a row that has no vector. */
function tableOf(sizes: readonly number[]) {
  const { rows, truth } = heaps(sizes);
  const ids = ["none", ...rows.map((_, i) => `t${i}`)];
  return { table: VectorTable.of(ids, [undefined, ...rows]), truth: [-1, ...truth] };
}

for (const method of ["kmeans", "hdbscan"] as const) {
  Deno.test(`clusterTable() finds the heaps of a table by ${method}, and how sure they are`, () => {
    const { table, truth } = tableOf([60, 50, 40, 30]);
    const found = clusterTable(table, { method, minSize: method === "hdbscan" ? 10 : undefined });
    assert.equal(found.clusters, 4);
    assert.equal(found.labels[0], -1);
    assert.ok(adjustedRand(found.labels, truth) > 0.99);
    assert.ok(found.stability.least > 0.95 && found.silhouette > 0.5);
    for (const [cluster, rows] of found.typical.entries()) {
      assert.ok(rows.length > 0 && rows.every((row) => found.labels[row] === cluster));
    }
  });
}

Deno.test("clusterTable() stands a table without vectors, with one, and with equal ones", () => {
  for (const vectors of [[], [[1, 0]], Array.from({ length: 12 }, () => [1, 1])]) {
    const table = VectorTable.of(vectors.map((_, i) => `t${i}`), vectors);
    for (const method of ["kmeans", "hdbscan"] as const) {
      assert.equal(clusterTable(table, { method }).labels.length, vectors.length);
    }
  }
});

Deno.test("clusters come back from their file, and a damaged one is as none", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "a.clusters");
  const { table } = tableOf([20, 20]);
  const kept = { found: clusterTable(table, { method: "kmeans" }), ids: table.ids, digest: "d" };
  writeClusters(path, kept);
  assert.deepEqual(readClusters(path), { ...kept, ids: [...kept.ids] });
  await Deno.writeFile(path, new Uint8Array([1, 2, 3]));
  assert.equal(readClusters(path), undefined);
  await Deno.remove(folder, { recursive: true });
});
