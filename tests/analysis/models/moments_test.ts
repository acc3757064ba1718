import assert from "node:assert/strict";
import fc from "fast-check";
import { MOST_MOMENTS, TOP_CLASSES } from "../../../domain/mod.ts";
import { timeOfMoment } from "../../../domain/moments.ts";
import {
  momentsOf,
  type Network,
  networkOf,
  type Rows,
  typicalWindow,
} from "../../../analysis/models/mod.ts";

const MUSICNN: Network = networkOf("musicnn")!;
const EFFNET: Network = networkOf("effnet")!;

function rowsOf(rows: readonly (readonly number[])[]): Rows {
  return { count: rows.length, width: rows[0]?.length ?? 0, data: Float32Array.from(rows.flat()) };
}

Deno.test("momentsOf() keeps the strongest classes in order, in hundredths", () => {
  const top = rowsOf([[0, 0.1, 0.9, 0.2, 0.3, 0.4, 0.5], [0.7, 0, 0, 0, 0, 0, 0]]);
  const moments = momentsOf(MUSICNN, { top, curves: { arousal: Float32Array.of(4, 6) } });
  assert.equal(moments.count, 2);
  assert.deepEqual([...moments.top!.classes.subarray(0, TOP_CLASSES)], [2, 6, 5, 4, 3]);
  assert.deepEqual([...moments.top!.activations.subarray(0, TOP_CLASSES)], [90, 50, 40, 30, 20]);
  assert.deepEqual([...moments.top!.classes.subarray(TOP_CLASSES)], [0, 1, 2, 3, 4]);
  assert.deepEqual([...moments.curves.arousal!], [4, 6]);
});

Deno.test("moments know when they are", () => {
  const top = rowsOf(Array.from({ length: 3 }, () => [0, 0, 0, 0, 0, 0]));
  const musicnn = momentsOf(MUSICNN, { top, curves: {} });
  assert.deepEqual(timeOfMoment(musicnn, 2), [2.976, 2.976 + 2.992]);
  assert.equal(momentsOf(EFFNET, { top, curves: {} }).step, 0.992);
});

Deno.test("momentsOf() pools long tracks, and the mean of a curve stays", () => {
  const count = MOST_MOMENTS * 3;
  const top = rowsOf(Array.from({ length: count }, () => [1, 0, 0, 0, 0]));
  const curve = Float32Array.from({ length: count }, (_, i) => Math.sin(i));
  const moments = momentsOf(EFFNET, { top, curves: { voice: curve } });
  assert.equal(moments.count, MOST_MOMENTS);
  assert.ok(Math.abs(moments.step - 3 * 0.992) < 1e-9);
  assert.ok(Math.abs(moments.span - (2 * 0.992 + 2.048)) < 1e-9);
  const mean = (xs: Float32Array) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
  assert.ok(Math.abs(mean(moments.curves.voice!) - mean(curve)) < 1e-6);
});

Deno.test("momentsOf() never keeps more than the limit", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 3000 }), (count) => {
    const data = new Float32Array(count * TOP_CLASSES);
    const moments = momentsOf(MUSICNN, {
      top: { count, width: TOP_CLASSES, data },
      curves: { arousal: new Float32Array(count) },
    });
    assert.ok(moments.count <= MOST_MOMENTS);
    assert.equal(moments.curves.arousal!.length, moments.count);
  }));
});

Deno.test("typicalWindow() finds the stretch that sounds like the whole", () => {
  const patches = Array.from(
    { length: 60 },
    (_, i) => i >= 20 && i < 40 ? [1, 1] : [i < 20 ? 1 : 0, i < 20 ? 0 : 1],
  );
  const [start, end] = typicalWindow(EFFNET, rowsOf(patches));
  assert.ok(Math.abs(end - start - 9.984) < 1e-9);
  assert.ok(start >= 11 && end <= 42, `${start}..${end}`);
});

Deno.test("typicalWindow() takes the earliest of equals, and all of a short track", () => {
  assert.equal(typicalWindow(MUSICNN, rowsOf(Array.from({ length: 40 }, () => [1, 2])))[0], 0);
  assert.deepEqual(typicalWindow(MUSICNN, rowsOf([[1, 2]])), [0, 2.992]);
});

Deno.test("momentsOf() keeps the strongest classes of every set that heads hear, moment by moment", () => {
  const count = MOST_MOMENTS + 10;
  const top = rowsOf(Array.from({ length: count }, () => [1, 0, 0, 0, 0]));
  const loud = rowsOf(Array.from({ length: count }, (_, i) => [0, 0, i < 20 ? 0.8 : 0, 0, 0, 0.3]));
  const moments = momentsOf(EFFNET, { top, heads: { instruments: loud }, curves: {} });
  const { classes, activations } = moments.heads!.instruments!;
  assert.equal(classes.length, moments.count * TOP_CLASSES);
  assert.deepEqual([...classes.subarray(0, 2)], [2, 5]);
  assert.deepEqual([...activations.subarray(0, 2)], [80, 30]);
  assert.equal(classes.at(-TOP_CLASSES), 5);
  assert.equal(momentsOf(EFFNET, { top, curves: {} }).heads, undefined);
});
