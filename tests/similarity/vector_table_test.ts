import assert from "node:assert/strict";
import fc from "fast-check";
import { normOf } from "../../similarity/vector_table.ts";
import { VectorTable } from "../../similarity/mod.ts";
import { anyTable } from "./_arbitraries.ts";

Deno.test("VectorTable keeps unit vectors and their norms", () => {
  fc.assert(fc.property(anyTable, ({ table, vectors }) => {
    for (const [row, vector] of vectors.entries()) {
      const norm = vector === undefined ? 0 : normOf(vector);
      assert.equal(table.present[row], norm > 0 ? 1 : 0);
      assert.ok(Math.abs(table.norms[row]! - (norm > 0 ? norm : 0)) < 1e-4);
      assert.ok(Math.abs(normOf(table.unit(row)) - table.present[row]!) < 1e-6);
    }
    assert.equal(table.count, table.present.filter((flag) => flag === 1).length);
  }));
});

Deno.test("VectorTable grows, and gives a known track another vector in its row", () => {
  const table = new VectorTable(3);
  for (let i = 0; i < 5000; i++) table.add(`t${i}`, [i + 1, 0, 0]);
  assert.equal(table.length, 5000);
  assert.equal(table.norms[4999], 5000);
  assert.equal(table.add("t7", [0, 3, 4]), 7);
  assert.deepEqual([...table.unit(7)], [...Float32Array.of(0, 0.6, 0.8)]);
  assert.equal(table.length, 5000);
});

Deno.test("VectorTable.remove() leaves a row without a vector", () => {
  const table = VectorTable.of(["a", "b"], [[1, 0], [0, 2]]);
  assert.equal(table.remove("b"), true);
  assert.equal(table.remove("b"), false);
  assert.equal(table.remove("c"), false);
  assert.deepEqual([table.length, table.count, table.present[1], table.norms[1]], [2, 1, 0, 0]);
});

Deno.test("VectorTable.add() refuses vectors of another length", () => {
  const table = new VectorTable(3);
  assert.throws(() => table.add("a", [1, 2]), /lengths must match.*3 dimensions, the vector 2/);
});

Deno.test("VectorTable.from() sees the vectors of the table that was shared", () => {
  const table = VectorTable.of(["a", "b", "c"], [[3, 4], undefined, [1, 0]]);
  const other = VectorTable.from(structuredClone(table.share()));
  assert.deepEqual(other.ids, table.ids);
  assert.deepEqual(other.data, table.data);
  assert.deepEqual([other.count, other.rowOf("c"), other.norms[0]], [2, 2, 5]);
  table.add("a", [0, 1]);
  assert.deepEqual([...other.unit(0)], [0, 1]);
});
