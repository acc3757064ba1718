import assert from "node:assert/strict";
import fc from "fast-check";
import { barsPath, squaresPath } from "../../views/explore/bars.ts";
import { type BrushScale, dragged, gripAt, pressed, toPx, toValue } from "../../linked/brush.ts";

const scale: BrushScale = { low: 40, high: 210, step: 5, left: 10, right: 350 };
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
