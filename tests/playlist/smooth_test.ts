import assert from "node:assert/strict";
import fc from "fast-check";
import { smoothOrder } from "../../playlist/smooth.ts";

function lengthOf(order: readonly number[], at: readonly number[]): number {
  return order.slice(1).reduce((sum, to, i) => sum + Math.abs(at[to]! - at[order[i]!]!), 0);
}

function* orders(left: readonly number[]): Generator<readonly number[]> {
  if (left.length === 0) yield [];
  for (const first of left) {
    for (const rest of orders(left.filter((place) => place !== first))) yield [first, ...rest];
  }
}

Deno.test("smoothOrder() keeps every track and the first one, and never costs more", async () => {
  const place = fc.integer({ min: 0, max: 1000 });
  await fc.assert(fc.asyncProperty(fc.array(place, { maxLength: 40 }), async (at) => {
    const costOf = (a: number, b: number) => Math.abs(at[a]! - at[b]!);
    const { order, before, after } = await smoothOrder(at.length, { costOf });
    assert.deepEqual(order.toSorted((a, b) => a - b), at.map((_, i) => i));
    assert.ok(at.length === 0 || order[0] === 0);
    assert.equal(before, lengthOf(at.map((_, i) => i), at));
    assert.equal(after, lengthOf(order, at));
    assert.ok(after <= before);
  }));
});

Deno.test("smoothOrder() finds the shortest way through seven places of a plane, or nearly", async () => {
  const coordinate = fc.double({ min: 0, max: 1, noNaN: true });
  const places = fc.array(fc.tuple(coordinate, coordinate), { minLength: 7, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(places, async (at) => {
      const costOf = (a: number, b: number) =>
        Math.fround(Math.hypot(at[a]![0] - at[b]![0], at[a]![1] - at[b]![1]));
      const { after } = await smoothOrder(7, { costOf });
      let shortest = Infinity;
      for (const rest of orders([1, 2, 3, 4, 5, 6])) {
        const order = [0, ...rest];
        shortest = Math.min(
          shortest,
          order.slice(1).reduce((sum, to, i) => sum + costOf(order[i]!, to), 0),
        );
      }
      assert.ok(after <= 1.15 * shortest + 1e-6, `${after} for ${shortest}`);
    }),
    { numRuns: 30, seed: 7 },
  );
});

Deno.test("smoothOrder() ends when nobody waits any more", async () => {
  const stop = new AbortController();
  const costOf = (a: number, b: number) => (a * 7919 + b * 7919) % 1009;
  const smoothing = smoothOrder(1500, { costOf, signal: stop.signal });
  stop.abort();
  await assert.rejects(smoothing, { name: "AbortError" });
});
