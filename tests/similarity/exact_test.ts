import assert from "node:assert/strict";
import fc from "fast-check";
import { cosineOf, exactNeighbours, exactNeighboursOf } from "../../similarity/exact.ts";
import { cosinesTo, type Metric, VectorTable } from "../../similarity/mod.ts";
import { anyTable, clustered } from "./_arbitraries.ts";
import { seeded } from "../../domain/mod.ts";

const anyMetric = fc.constantFrom<Metric>("cosine", "dot");

Deno.test("cosinesTo() agrees with a plain loop, whatever the dimensions", () => {
  const random = seeded(3);
  for (const dimensions of [1, 3, 4, 15, 16, 17, 200, 1283]) {
    const table = clustered(300, { dimensions, clusters: 5, random });
    const cosines = cosinesTo(table, table.unit(11));
    for (let row = 0; row < table.length; row++) {
      const plain = cosineOf(table.unit(11), table.unit(row));
      assert.ok(Math.abs(cosines[row]! - plain) < 1e-6, `${dimensions}, ${row}`);
    }
  }
});

Deno.test("exactNeighbours() gives what sorting all gives", () => {
  fc.assert(fc.property(anyTable, fc.nat(40), anyMetric, ({ table }, k, metric) => {
    const query = Array.from({ length: table.dimensions }, (_, i) => Math.sin(i + 1));
    const norm = Math.hypot(...query);
    const sorted = Array.from(table.ids.keys())
      .filter((row) => table.present[row] === 1)
      .map((row) => {
        const cosine = cosineOf(query, table.unit(row));
        return { row, score: metric === "cosine" ? cosine : cosine * norm * table.norms[row]! };
      })
      .sort((a, b) => b.score - a.score || a.row - b.row);
    const found = exactNeighbours(table, query, { k, metric });
    assert.deepEqual(found.map(({ row }) => row), sorted.slice(0, k).map(({ row }) => row));
    assert.deepEqual(found.map(({ id }) => id), found.map(({ row }) => `t${row}`));
  }));
});

Deno.test("a track is its own nearest, at cosine 1, unless it is left out", () => {
  fc.assert(fc.property(anyTable, ({ table }) => {
    for (const row of table.ids.keys()) {
      const [first] = exactNeighbours(table, table.unit(row), { k: 1 });
      assert.equal(first?.similarity, table.present[row] === 1 ? 1 : undefined);
      const others = exactNeighboursOf(table, row, { k: 1000 });
      assert.equal(others.length, table.present[row] === 1 ? table.count - 1 : 0);
      assert.ok(others.every((neighbour) => neighbour.row !== row));
    }
  }));
});

Deno.test("cosineOf() is symmetric and within [-1, 1]", () => {
  const vector = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
    minLength: 5,
    maxLength: 5,
  });
  fc.assert(fc.property(vector, vector, (a, b) => {
    assert.equal(cosineOf(a, b), cosineOf(b, a));
    assert.ok(Number.isNaN(cosineOf(a, b)) || Math.abs(cosineOf(a, b)) <= 1);
  }));
});

Deno.test("exactNeighbours() keeps ten identical tracks in row order", () => {
  const ids = Array.from({ length: 10 }, (_, i) => `t${i}`);
  const table = VectorTable.of(ids, ids.map(() => [0.1, 0.2, 0.3]));
  const found = exactNeighboursOf(table, 4, { k: 20 });
  assert.deepEqual(found.map(({ row }) => row), [0, 1, 2, 3, 5, 6, 7, 8, 9]);
  assert.ok(found.every(({ similarity }) => similarity === 1));
});

Deno.test("exactNeighbours() of zeros, of NaN and in an empty table are none", () => {
  const table = VectorTable.of(["a", "b"], [[1, 0], [0, 0]]);
  assert.deepEqual(exactNeighbours(table, [0, 0], { k: 5 }), []);
  assert.deepEqual(exactNeighbours(table, [NaN, 1], { k: 5 }), []);
  assert.deepEqual(exactNeighboursOf(table, 1, { k: 5 }), []);
  assert.deepEqual(exactNeighbours(table, [1, 0], { k: 5 }).map(({ id }) => id), ["a"]);
  assert.deepEqual(exactNeighbours(new VectorTable(2), [1, 0], { k: 5 }), []);
});

Deno.test("exactNeighbours() finds only rows of the mask", () => {
  const table = clustered(200, { dimensions: 8, clusters: 3, random: seeded(1) });
  const mask = Uint8Array.from({ length: 200 }, (_, row) => row % 2);
  const found = exactNeighboursOf(table, 5, { k: 150, mask });
  assert.equal(found.length, 99);
  assert.ok(found.every(({ row }) => row % 2 === 1 && row !== 5));
});
