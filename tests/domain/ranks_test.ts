import assert from "node:assert/strict";
import { ranksOf, seeded, selectRank } from "../../domain/mod.ts";

Deno.test("selectRank() puts the value of a rank where sorting would, and leaves what stands before", () => {
  const random = seeded(7);
  for (let length = 1; length < 60; length++) {
    const values = Float64Array.from({ length }, () => Math.floor(random() * 12));
    const sorted = values.toSorted();
    const from = Math.floor(random() * length);
    selectRank(values, from);
    const before = values.slice(0, from);
    const rank = from + Math.floor(random() * (length - from));
    assert.equal(selectRank(values, rank, from), sorted[rank]);
    assert.deepEqual(values.slice(0, from), before);
    assert.ok(
      values.every((value, i) => i < rank ? value <= sorted[rank]! : value >= sorted[rank]!),
    );
    assert.deepEqual(values.toSorted(), sorted);
  }
});

Deno.test("ranksOf() counts what is smaller, and gives equal values the mean of their ranks", () => {
  const random = seeded(8);
  for (let length = 0; length < 60; length++) {
    const values = Float64Array.from({ length }, () => Math.floor(random() * 20) - 10);
    const ranks = values.map((value) => {
      const smaller = values.filter((other) => other < value).length;
      const equal = values.filter((other) => other === value).length;
      return smaller + (equal + 1) / 2;
    });
    assert.deepEqual(ranksOf(values), ranks);
  }
});
