import assert from "node:assert/strict";
import fc from "fast-check";
import { fitPca, projectAll, VectorTable } from "../../similarity/mod.ts";
import { project } from "../../similarity/pca.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { anyTable, clustered } from "./_arbitraries.ts";
import { musavTable } from "./_musav.ts";
import { seeded } from "../../domain/mod.ts";

sharedTest("fitPca() gives NumPy's singular values and coordinates on MusAV", () => {
  const expected = {
    effnet: {
      variances: [0.06794272, 0.0465183],
      total: 0.6734821921,
      first: [0.20834336, -0.0130866, 0.36253805, 0.03026661],
    },
    musicnn: {
      variances: [0.19289657, 0.14621421],
      total: 0.7878100931,
      first: [0.54257974, -0.12246187, 0.65613344, 0.02343362],
    },
  };
  for (const space of ["effnet", "musicnn"] as const) {
    const table = musavTable(space);
    const pca = fitPca(table, { components: 2 });
    const { variances, total, first } = expected[space];
    assertClose(pca.variances, variances, 1e-7);
    assertClose([pca.totalVariance], [total], 1e-6);
    assertClose(projectAll(pca, table).subarray(0, 4), first, 1e-5);
    assertClose(project(pca, table.unit(1)), first.slice(2), 1e-5);
  }
});

Deno.test("fitPca() does not depend on the seed", () => {
  const table = clustered(500, { dimensions: 30, clusters: 4, random: seeded(1) });
  const [a, b] = [1, 2].map((seed) => projectAll(fitPca(table, { components: 2, seed }), table));
  assertClose(a!, b!, 1e-3);
});

Deno.test("projectAll() is finite where there is a vector and NaN where there is none", () => {
  fc.assert(fc.property(anyTable, ({ table }) => {
    const pca = fitPca(table, { components: 2 });
    const coordinates = projectAll(pca, table);
    assert.equal(coordinates.length, 2 * table.length);
    for (const [i, x] of coordinates.entries()) {
      assert.equal(Number.isFinite(x), table.present[i >> 1] === 1);
    }
    assert.ok(pca.variances[0]! >= pca.variances[1]!);
    assert.ok(pca.variances[0]! + pca.variances[1]! <= pca.totalVariance + 1e-6);
  }));
});

Deno.test("identical tracks, one track and a line are projected without inventing a dimension", () => {
  const same = VectorTable.of(["a", "b", "c"], [[1, 2, 3], [2, 4, 6], [1, 2, 3]]);
  assert.deepEqual([...projectAll(fitPca(same, { components: 2 }), same)], [0, 0, 0, 0, 0, 0]);
  const one = VectorTable.of(["a"], [[5, 1]]);
  assert.deepEqual([...projectAll(fitPca(one, { components: 2 }), one)], [0, 0]);
  const two = VectorTable.of(["a", "b"], [[1, 0, 0], [0, 1, 0]]);
  const [x0, y0, x1, y1] = projectAll(fitPca(two, { components: 2 }), two);
  assertClose([Math.abs(x0! - x1!), y0!, y1!], [Math.SQRT2, 0, 0], 1e-6);
});

Deno.test("a sample of the rows gives nearly the same components", () => {
  const table = clustered(4000, { dimensions: 24, clusters: 3, random: seeded(5) });
  const all = fitPca(table, { components: 2 });
  const some = fitPca(table, { components: 2, sample: 2000 });
  for (const [i, component] of all.components.entries()) {
    const cosine = component.reduce((sum, x, j) => sum + x * some.components[i]![j]!, 0);
    assert.ok(Math.abs(cosine) > 0.99, `${cosine}`);
  }
});

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, within: number): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    assert.ok(difference <= within, `${i}: ${actual[i]} is not ${expected[i]}`);
  }
}
