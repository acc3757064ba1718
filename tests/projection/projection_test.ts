import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { mapQuality } from "../../projection/quality.ts";
import { projectInWorker, readMap, writeMap } from "../../projection/mod.ts";
import { QuadTree } from "../../projection/_quad_tree.ts";
import { projectTable } from "../../projection/projected_map.ts";
import { neighbourhoodsOf, VectorTable } from "../../similarity/mod.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { anyTable, clustered } from "../similarity/_arbitraries.ts";
import { musavTable } from "../similarity/_musav.ts";
import { normal, PROJECTIONS, seeded } from "../../domain/mod.ts";

const small = () => clustered(300, { dimensions: 12, clusters: 3, random: seeded(4) });

Deno.test("every projection places tracks with a vector, and only those", () => {
  const projection = fc.constantFrom(...PROJECTIONS);
  fc.assert(
    fc.property(anyTable, projection, ({ table }, projection) => {
      const { coordinates, ids } = projectTable(table, { projection });
      assert.deepEqual(ids, table.ids);
      assert.equal(coordinates.length, 2 * table.length);
      for (const [i, x] of coordinates.entries()) {
        assert.equal(Number.isFinite(x), table.present[i >> 1] === 1);
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("no tracks, one, two and ten identical ones have a map", () => {
  for (const projection of PROJECTIONS) {
    for (const count of [0, 1, 2, 10]) {
      const table = new VectorTable(4);
      for (let i = 0; i < count; i++) table.add(`t${i}`, [1, 2, 3, 4]);
      table.add("silent", [0, 0, 0, 0]);
      const { coordinates } = projectTable(table, { projection });
      assert.ok(coordinates.subarray(0, 2 * count).every(Number.isFinite));
      assert.ok(coordinates.subarray(2 * count).every(Number.isNaN));
    }
  }
});

for (const projection of ["umap", "tsne"] as const) {
  Deno.test(`${projection} gives the same map for the same seed, and keeps clusters together`, () => {
    const table = small();
    const [a, b] = [1, 2].map(() => projectTable(table, { projection }));
    assert.deepEqual(a!.coordinates, b!.coordinates);
    assert.ok(a!.quality.continuity > 0.9, `${a!.quality.continuity}`);
    const centres = [0, 1, 2].map((cluster) => {
      const rows = Array.from({ length: 100 }, (_, i) => 3 * i + cluster);
      return [0, 1].map((axis) =>
        rows.reduce((sum, row) => sum + a!.coordinates[2 * row + axis]!, 0) / 100
      );
    });
    const own = Array.from({ length: 300 }, (_, row) => {
      const distances = centres.map(([x, y]) =>
        Math.hypot(a!.coordinates[2 * row]! - x!, a!.coordinates[2 * row + 1]! - y!)
      );
      return distances.indexOf(Math.min(...distances)) === row % 3;
    });
    assert.ok(own.filter(Boolean).length >= 295);
  });
}

Deno.test("standardised components are those of deviations, as two dimensions show", () => {
  const random = normal(seeded(2));
  const table = new VectorTable(3);
  for (let i = 0; i < 400; i++) table.add(`t${i}`, [10, 0.01 * random(), 2 * random()]);
  const { coordinates, variance } = projectTable(table, { projection: "std" });
  assert.ok(Math.abs(variance![0] + variance![1] - 1) < 0.35, String(variance));
  assert.ok(variance![1] > 0.25, "the small dimension counts as much as the large one");
  const deviation = Math.sqrt(coordinates.reduce((sum, x) => sum + x * x, 0) / 800);
  assert.ok(deviation > 0.8 && deviation < 1.3, String(deviation));
  const turned = projectTable(table, { projection: "std2-1" }).coordinates;
  turned.forEach((x, i) => assert.equal(x, coordinates[i ^ 1]));
});

Deno.test("a quadtree adds up what all points do to each, the nearer the more exactly", () => {
  const random = seeded(5);
  const points = Float64Array.from({ length: 400 }, () => random() * random());
  points.set(points.subarray(0, 40), 40);
  const exact = new Float64Array(400);
  let total = 0;
  for (let i = 0; i < 400; i += 2) {
    for (let j = 0; j < 400; j += 2) {
      const [dx, dy] = [points[i]! - points[j]!, points[i + 1]! - points[j + 1]!];
      const q = 1 / (1 + dx * dx + dy * dy);
      if (i !== j) total += q;
      exact[i]! += q * q * dx;
      exact[i + 1]! += q * q * dy;
    }
  }
  const tree = new QuadTree();
  tree.build(points);
  for (const [theta, error] of [[0, 1e-9], [0.5, 0.02]] as const) {
    const forces = new Float64Array(400);
    const sum = tree.repel(points, forces, { theta });
    assert.ok(Math.abs(sum / total - 1) <= error, `${sum} ${total}`);
    const off = forces.reduce((most, x, i) => Math.max(most, Math.abs(x - exact[i]!)), 0);
    const largest = exact.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    assert.ok(off <= error * largest, `${theta}: ${off} of ${largest}`);
  }
});

sharedTest(
  "UMAP of MusAV keeps several times the neighbours that principal components keep",
  () => {
    const table = musavTable("musicnn");
    const { quality: linear, variance } = projectTable(table, { projection: "pca" });
    const { quality: nonlinear } = projectTable(table, { projection: "umap" });
    const { quality: tsne } = projectTable(table, { projection: "tsne" });
    assert.ok(tsne.preserved > nonlinear.preserved && tsne.trustworthiness > 0.97);
    assert.deepEqual(variance?.map((x) => Math.round(1000 * x)), [245, 186]);
    assert.ok(linear.preserved > 0.05 && linear.preserved < 0.12, `${linear.preserved}`);
    assert.ok(nonlinear.preserved > 0.3, `${nonlinear.preserved}`);
    assert.ok(nonlinear.trustworthiness > 0.95 && linear.trustworthiness < 0.9);
  },
);

Deno.test("mapQuality() is 1 for a map that is true, and chance for one at random", () => {
  const table = new VectorTable(2);
  const coordinates = new Float32Array(400);
  const random = seeded(1);
  for (let i = 0; i < 200; i++) {
    const angle = random();
    table.add(`t${i}`, [Math.cos(angle), Math.sin(angle)]);
    coordinates.set([angle, 0], 2 * i);
  }
  const good = mapQuality(table, coordinates);
  assert.ok(good.preserved > 0.99 && good.trustworthiness > 0.999 && good.continuity > 0.999);
  const bad = mapQuality(table, coordinates.map(() => random()));
  assert.ok(Math.abs(bad.preserved - bad.chance) < 0.03);
  assert.ok(Math.abs(bad.trustworthiness - 0.5) < 0.05);
  assert.ok(Math.abs(bad.continuity - 0.5) < 0.05);
  const holed = coordinates.map((x, i) => i < 100 ? NaN : x);
  assert.ok(mapQuality(table, holed).preserved > 0.99);
  assert.ok(Number.isNaN(mapQuality(new VectorTable(2), new Float32Array(0)).preserved));
});

Deno.test("mapQuality() is in [0, 1] where the ten nearest are most of the tracks", () => {
  for (let count = 12; count < 22; count++) {
    const random = seeded(count);
    const table = clustered(count, { dimensions: 8, clusters: 1, random });
    const { trustworthiness, continuity } = mapQuality(
      table,
      Float32Array.from({ length: 2 * count }, () => random()),
    );
    assert.ok(trustworthiness >= 0 && trustworthiness <= 1, `${count}: ${trustworthiness}`);
    assert.ok(continuity >= 0 && continuity <= 1, `${count}: ${continuity}`);
  }
});

Deno.test("projectInWorker() gives the same map as projectTable(), with progress", async () => {
  const table = small();
  const neighbourhoods = neighbourhoodsOf(table, { k: 15 });
  const shares: number[] = [];
  const made = await projectInWorker(table, {
    projection: "umap",
    neighbourhoods,
    progress: (share) => shares.push(share),
  });
  const here = projectTable(table, { projection: "umap" });
  assert.deepEqual(made.coordinates, here.coordinates);
  assert.ok(shares.every((share) => share >= 0 && share <= 1));
});

Deno.test("projectInWorker() ends when it is told to", async () => {
  const table = clustered(3000, { dimensions: 64, clusters: 30, random: seeded(4) });
  const signal = AbortSignal.timeout(300);
  const made = projectInWorker(table, { projection: "umap", signal });
  await assert.rejects(made, { name: "TimeoutError" });
});

Deno.test("a map is read back from its file, and known to be of older vectors", async () => {
  const folder = await mkdtemp(join(tmpdir(), "maps-"));
  const path = join(folder, "index", "effnet.pca.map");
  try {
    const table = small();
    table.add("silent", undefined);
    const map = projectTable(table, { projection: "pca" });
    assert.equal(readMap(path, table), undefined);
    writeMap(path, map, table);
    assert.deepEqual(readMap(path, table), { map, current: true });
    table.add("later", table.unit(3));
    assert.deepEqual(readMap(path, table), { map, current: false });
    const bytes = await readFile(path);
    for (const broken of [bytes.subarray(0, 30), bytes.subarray(0, -8), Buffer.alloc(500)]) {
      await writeFile(path, broken);
      assert.equal(readMap(path, table), undefined);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
