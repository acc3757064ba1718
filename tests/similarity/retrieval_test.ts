import assert from "node:assert/strict";
import fc from "fast-check";
import { normal, seeded } from "../../domain/mod.ts";
import { averagePrecision, rankings } from "../../similarity/evaluation/retrieval.ts";
import { type Labels, VectorTable } from "../../similarity/mod.ts";

function table(rows: number): VectorTable {
  const random = normal(seeded(2));
  const ids = Array.from({ length: rows }, (_, i) => `t${i}`);
  return VectorTable.of(
    ids,
    ids.map((_, i) =>
      i === 3 ? undefined : Array.from({ length: 6 }, (_, d) => random() + (d === i % 3 ? 4 : 0))
    ),
  );
}

const LABELS: Labels = {
  name: "third",
  of: (id) => id === "t0" ? [] : [`l${Number(id.slice(1)) % 3}`],
};

Deno.test("a seeded 5 % of the tracks are queries, ranked against all others", () => {
  const found = [...rankings(table(200), LABELS, { k: 10, seed: 4 })];
  assert.equal(found.length, 10);
  assert.deepEqual(
    found.map(({ query }) => query),
    [...rankings(table(200), LABELS, { k: 10, seed: 4 })].map(({ query }) => query),
  );
  for (const { query, neighbours, hits, precision, averagePrecision: ap } of found) {
    assert.equal(neighbours.length, 10);
    assert.ok(!neighbours.some(({ id }) => id === query || id === "t3"));
    assert.equal(hits.length, 10);
    if (query !== "t0") assert.ok(precision > 1 / 3 && ap > 1 / 3 && ap <= 1);
  }
});

Deno.test("chosen queries are ranked; one without labels has no precision", () => {
  const [none, one, ...rest] = [
    ...rankings(table(30), LABELS, { k: 5, seed: 1, queries: ["t0", "t7", "t3", "nothing"] }),
  ];
  assert.ok(Number.isNaN(none!.precision) && Number.isNaN(none!.averagePrecision));
  assert.equal(one!.relevant, 9);
  assert.deepEqual(rest.flatMap(({ neighbours }) => neighbours), []);
});

Deno.test("average precision is 1 where all hits come first, and falls as hits fall", () => {
  assert.equal(averagePrecision([true, true, false], 2), 1);
  assert.equal(averagePrecision([true, false, true], 2), (1 + 2 / 3) / 2);
  assert.equal(averagePrecision([false, false], 3), 0);
  assert.equal(averagePrecision([true, true], 50), 1);
  fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 1 }), (hits) => {
    const first = hits.toSorted((a, b) => Number(b) - Number(a));
    const relevant = hits.filter(Boolean).length;
    const ap = averagePrecision(hits, relevant);
    assert.ok(
      ap >= 0 && ap <= averagePrecision(first, relevant) && averagePrecision(first, relevant) <= 1,
    );
  }));
});
