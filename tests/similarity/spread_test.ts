import assert from "node:assert/strict";
import { seeded } from "../../domain/mod.ts";
import { patchSpread, VectorTable } from "../../similarity/mod.ts";
import { cosineOf } from "../../similarity/exact.ts";
import { giniOf } from "../../similarity/hubness.ts";
import { spreadOf } from "../../similarity/evaluation/spread.ts";

function drawn(rows: number, width: number, seed: number): Float32Array[] {
  const random = seeded(seed);
  return Array.from(
    { length: rows },
    () => Float32Array.from({ length: width }, () => random() - 0.3),
  );
}

const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;

/** Mean distance over pairs that are wanted, looked at one by one. */
function meanOver(
  vectors: readonly Float32Array[],
  wanted: (i: number, j: number) => boolean,
): number {
  return mean(
    vectors.flatMap((a, i) =>
      vectors.flatMap((b, j) => i !== j && wanted(i, j) ? [1 - cosineOf(a, b)] : [])
    ),
  );
}

Deno.test("spreadOf() is the mean over pairs, within a label, between it and others, and of all", () => {
  const vectors = drawn(30, 7, 3);
  const table = VectorTable.of(
    ["none", ...vectors.map((_, i) => `t${i}`)],
    [undefined, ...vectors],
  );
  const isA = (i: number) => i % 3 === 0;
  const of = (id: string) => id === "none" ? ["a"] : isA(Number(id.slice(1))) ? ["a"] : [];
  const { all, labels: [found, ...rest] } = spreadOf(table, [{ name: "kind", of }]);
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} ${b}`);
  near(all, meanOver(vectors, () => true));
  near(found!.within, meanOver(vectors, (i, j) => isA(i) && isA(j)));
  near(found!.between, meanOver(vectors, (i, j) => isA(i) && !isA(j)));
  assert.deepEqual([found!.label, found!.tracks, rest.length], ["a", 10, 0]);
});

Deno.test("spreadOf() says nothing of labels of few tracks or of all, nor of one track", () => {
  const table = VectorTable.of(["a"], [[1, 2]]);
  const { all, labels } = spreadOf(table, [{ name: "kind", of: () => ["x"] }]);
  assert.ok(Number.isNaN(all));
  assert.deepEqual(labels, []);
});

Deno.test("patchSpread() is the mean over tracks of pairs within, and over pairs of two tracks", () => {
  const tracks = [drawn(4, 5, 1), drawn(3, 5, 2), drawn(1, 5, 3)];
  const flat = tracks.map((patches) => Float32Array.from(patches.flatMap((p) => [...p])));
  const found = patchSpread(flat, 5);
  const [a, b] = tracks as [Float32Array[], Float32Array[]];
  const within = mean([meanOver(a, () => true), meanOver(b, () => true)]);
  const between = mean(a.flatMap((x) => b.map((y) => 1 - cosineOf(x, y))));
  assert.deepEqual([found.tracks, found.patches], [2, 7]);
  assert.ok(Math.abs(found.within - within) < 1e-6 && Math.abs(found.between - between) < 1e-6);
  assert.deepEqual(patchSpread([], 5), { tracks: 0, patches: 0, within: NaN, between: NaN });
});

Deno.test("giniOf() is 0 where all are equal, (n - 1) / n where one has all, and NaN of nothing", () => {
  assert.equal(giniOf([3, 3, 3]), 0);
  assert.equal(giniOf([0, 0, 0, 8]), 0.75);
  assert.ok(Number.isNaN(giniOf([0, 0])));
});
