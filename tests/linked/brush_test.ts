import assert from "node:assert/strict";
import fc from "fast-check";
import { barsPath, squaresPath } from "../../linked/_bars.ts";
import {
  type BrushScale,
  dragged,
  gripAt,
  gripsAt,
  meets,
  pressed,
  toPx,
  toValue,
} from "../../linked/_brush.ts";

const scale: BrushScale = { low: 40, high: 210, step: 5, start: 10, end: 350 };
const px = fc.double({ min: -50, max: 450, noNaN: true });

Deno.test("toValue() is the inverse of toPx() on the steps of the axis", () => {
  for (let value = 40; value <= 210; value += 5) {
    assert.equal(toValue(scale, toPx(scale, value)), value);
  }
});

Deno.test("a dragged brush stays within the axis, its ends in order", () => {
  const grip = fc.constantFrom("new" as const, "min" as const, "max" as const, "move" as const);
  const range = fc.record({ min: fc.constantFrom(40, 90, 100), max: fc.constantFrom(105, 210) });
  fc.assert(fc.property(grip, px, px, range, (grip, from, to, range) => {
    const { min, max } = dragged(scale, { grip, from, to, range });
    assert.ok(min! >= 40 && max! <= 210 && min! <= max!);
    if (grip === "move") assert.equal(max! - min!, range.max - range.min);
  }));
});

Deno.test("gripAt() takes the nearer end, the inside, or nothing", () => {
  const range = { min: 100, max: 150 };
  assert.equal(gripAt(scale, { x: toPx(scale, 100) + 2, range }), "min");
  assert.equal(gripAt(scale, { x: toPx(scale, 150) - 2, range }), "max");
  assert.equal(gripAt(scale, { x: toPx(scale, 125), range }), "move");
  assert.equal(gripAt(scale, { x: toPx(scale, 60), range }), "new");
  assert.equal(gripAt(scale, { x: toPx(scale, 60), range: {} }), "new");
});

Deno.test("keys move one end by a bin, by five, or to the end of the axis, never past the other", () => {
  const range = { min: 100, max: 110 };
  const key = (key: string, end: "min" | "max") => pressed(scale, { key, end, range });
  assert.deepEqual(key("ArrowRight", "min"), { min: 105, max: 110 });
  assert.deepEqual(key("PageDown", "min"), { min: 75, max: 110 });
  assert.deepEqual(key("PageUp", "min"), { min: 110, max: 110 });
  assert.deepEqual(key("End", "max"), { min: 100, max: 210 });
  assert.equal(key("a", "max"), undefined);
});

Deno.test("paths leave empty bins out and show a single track among many", () => {
  const area = { left: 0, right: 10, top: 0, bottom: 50 };
  assert.equal(barsPath([0, 0], { area, most: 1 }), "");
  assert.match(barsPath([1, 100_000], { area, most: 100_000 }), /^M0\.0 50v-1\.0/);
  assert.equal(squaresPath([0, 0, 0, 0], { side: 2, area, most: 1 }), "");
  assert.equal(squaresPath([1, 0, 0, 4], { side: 2, area, most: 4 }).match(/M/g)?.length, 2);
});

Deno.test("an axis that grows upwards is brushed like one that grows to the right", () => {
  const up: BrushScale = { low: 1, high: 9, step: 0.25, start: 240, end: 6 };
  fc.assert(fc.property(fc.integer({ min: 0, max: 32 }), (steps) => {
    const value = 1 + steps / 4;
    assert.equal(toValue(up, toPx(up, value)), value);
  }));
  const range = { min: 3, max: 6 };
  assert.equal(gripAt(up, { x: toPx(up, 4.5), range }), "move");
  assert.equal(gripAt(up, { x: toPx(up, 3), range }), "min");
  assert.equal(gripAt(up, { x: toPx(up, 8), range }), "new");
});

Deno.test("a press on a brush over two axes takes an edge, a corner, all of it, or begins anew", () => {
  const y: BrushScale = { low: 1, high: 9, step: 0.25, start: 240, end: 6 };
  const range = { min: 100, max: 150 };
  const grips = (tempo: number, arousal: number, ranges: Parameters<typeof gripsAt>[1]["ranges"]) =>
    gripsAt([scale, y], { at: [toPx(scale, tempo), toPx(y, arousal)], ranges });
  const both = [range, { min: 3, max: 6 }];
  assert.deepEqual(grips(125, 4.5, both), ["move", "move"]);
  assert.deepEqual(grips(100, 4.5, both), ["min", "hold"]);
  assert.deepEqual(grips(150, 3, both), ["max", "min"]);
  assert.deepEqual(grips(125, 8, both), ["new", "new"]);
  assert.deepEqual(grips(125, 8, [range, {}]), ["move", "hold"]);
  assert.deepEqual(grips(125, 8, [{}, {}]), ["new", "new"]);
  assert.deepEqual(dragged(scale, { grip: "hold", from: 20, to: 90, range }), range);
});

Deno.test("a ramp keeps the steps that a range has values of, however narrow it is", () => {
  const edges = [40, 65, 90, 115, 140];
  const lit = (range: Parameters<typeof meets>[0]) =>
    edges.slice(1).flatMap((to, i) => meets(range, { from: edges[i]!, to }) ? [i] : []);
  assert.deepEqual(lit({}), [0, 1, 2, 3]);
  assert.deepEqual(lit({ min: 70, max: 80 }), [1]);
  assert.deepEqual(lit({ min: 80, max: 100 }), [1, 2]);
  assert.deepEqual(lit({ min: 65, max: 90 }), [1]);
  assert.deepEqual(lit({ min: 65, max: 65 }), [1]);
  assert.deepEqual(lit({ max: 66 }), [0, 1]);
});
