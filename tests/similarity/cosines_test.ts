import assert from "node:assert/strict";
import { seeded } from "../../domain/mod.ts";
import { TableCosines } from "../../similarity/cosines/table_cosines.ts";
import { cosinesTo } from "../../similarity/exact.ts";
import { clustered } from "./_arbitraries.ts";

Deno.test("cosines from a worker are those found here, for many queries at once and after changes", async () => {
  const table = clustered(500, { dimensions: 20, clusters: 4, random: seeded(3) });
  table.remove("t7");
  const cosines = new TableCosines(table, { atOnce: 0 });
  try {
    const queries = Array.from({ length: 40 }, (_, row) => row);
    const all = () => Promise.all(queries.map((row) => cosines.of(table.unit(row), row)));
    const first = await all();
    for (const row of queries) assert.deepEqual(first[row], cosinesTo(table, table.unit(row)));
    assert.ok(Number.isNaN(first[0]![7]));
    assert.equal((await all())[3], first[3], "kept while the table stays the same");
    table.add("t9", table.unit(100).slice());
    table.add("new", table.unit(101).slice());
    const changed = await all();
    assert.equal(changed[3]!.length, 501);
    assert.deepEqual(changed[9], cosinesTo(table, table.unit(9)));
    const stranger = Float32Array.from({ length: 20 }, (_, i) => i - 9);
    assert.deepEqual(await cosines.of(stranger), cosinesTo(table, stranger));
  } finally {
    cosines.close();
  }
  assert.deepEqual(await cosines.of(table.unit(3), 3), cosinesTo(table, table.unit(3)));
});
