import assert from "node:assert/strict";
import fc from "fast-check";
import { sampleCorrelation, sampleRankCorrelation } from "simple-statistics";
import { poisson, rankCorrelation, ranksOf, seeded, shuffled } from "../../domain/mod.ts";

Deno.test("seeded() gives the same numbers in [0, 1) for the same seed", () => {
  fc.assert(fc.property(fc.integer(), (seed) => {
    const [a, b] = [seeded(seed), seeded(seed)];
    for (let i = 0; i < 20; i++) {
      const drawn = a();
      assert.equal(drawn, b());
      assert.ok(drawn >= 0 && drawn < 1);
    }
  }));
});

Deno.test("shuffled() keeps every item, and the order of the given ones", () => {
  fc.assert(fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
    const before = [...items];
    const order = shuffled(items, seeded(seed));
    assert.deepEqual([...order].sort(), [...items].sort());
    assert.deepEqual(order, shuffled(items, seeded(seed)));
    assert.deepEqual(items, before);
  }));
});

Deno.test("poisson() has the mean it is asked for, small and large", () => {
  for (const mean of [0, 0.4, 3, 80]) {
    const random = seeded(1);
    let sum = 0;
    for (let i = 0; i < 4000; i++) sum += poisson(mean, random);
    assert.ok(Math.abs(sum / 4000 - mean) <= 4 * Math.sqrt(mean / 4000), `${mean}`);
  }
});

const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 3, maxLength: 40 });

Deno.test("rankCorrelation() is that of simple-statistics, ties and all", () => {
  fc.assert(fc.property(values, values, (xs, ys) => {
    const n = Math.min(xs.length, ys.length);
    const [a, b] = [xs.slice(0, n), ys.slice(0, n)];
    const rho = rankCorrelation(a, b);
    const expected = sampleRankCorrelation(a, b);
    if (Number.isNaN(expected)) assert.ok(Number.isNaN(rho));
    else assert.ok(Math.abs(rho - expected) < 1e-12);
  }));
});

Deno.test("rankCorrelation() is the correlation of ranksOf(), and needs as many pairs as asked", () => {
  const [a, b] = [[3, 1, 4, 1, 5], [2, 7, 1, 8, 2]];
  const expected = sampleCorrelation([...ranksOf(a)], [...ranksOf(b)]);
  assert.ok(Math.abs(rankCorrelation(a, b) - expected) < 1e-12);
  assert.ok(Number.isNaN(rankCorrelation([1, 2, NaN], [1, 2, 3], { least: 3 })));
  assert.equal(rankCorrelation([1, 2, Infinity], [1, 2, 3]), 1);
});
