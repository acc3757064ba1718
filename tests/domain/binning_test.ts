import assert from "node:assert/strict";
import fc from "fast-check";
import {
  binEdges,
  binFinder,
  fittedTo,
  NUMBER_DESCRIPTORS,
  numberDescriptorOf,
} from "../../domain/mod.ts";

Deno.test("binEdges() covers the range of every descriptor, the last bin beyond it if need be", () => {
  for (const descriptor of NUMBER_DESCRIPTORS) {
    const edges = binEdges(descriptor);
    const [low, high] = descriptor.range;
    assert.equal(edges[0], low, descriptor.id);
    assert.ok(edges.at(-1)! >= high, descriptor.id);
    assert.ok(edges.at(-2)! < high, descriptor.id);
  }
});

Deno.test("binFinder() holds each lower edge, the last upper one, and tells where others lie", () => {
  const binOf = binFinder({ range: [0, 1], bin: 0.3 });
  assert.deepEqual([0, 0.29, 0.3, 0.9, 1, 1.2].map(binOf), [0, 0, 1, 3, 3, 3]);
  assert.deepEqual([-0.01, 1.21, Infinity, -Infinity].map(binOf), [-1, 4, 4, -1]);
  assert.ok(Number.isNaN(binOf(NaN)));
});

Deno.test("binFinder() ascends with the value", () => {
  const number = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.double({ min: 0.01, max: 3, noNaN: true }), (a, b, bin) => {
      const binOf = binFinder({ range: [-10, 10], bin });
      assert.ok(a <= b ? binOf(a) <= binOf(b) : binOf(a) >= binOf(b));
    }),
  );
});

Deno.test("fittedTo() gives durations an axis that holds them, and leaves every other as it is", () => {
  const duration = numberDescriptorOf("duration");
  const high = (...seconds: number[]) => fittedTo(duration, Float32Array.from(seconds)).range[1];
  assert.equal(high(29.9, 30, 30.1), 60);
  assert.equal(high(30, NaN, 250), 300);
  assert.equal(high(...new Array(200).fill(200), 5_000), 300);
  assert.equal(high(9_000), 7_200);
  assert.equal(high(), 60);
  const tempo = numberDescriptorOf("tempo");
  assert.equal(fittedTo(tempo, Float32Array.of(1)), tempo);
});
