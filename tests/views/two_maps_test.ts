import assert from "node:assert/strict";
import fc from "fast-check";
import { between, inverseOf, turned, turnOnto } from "../../views/two_maps/align.ts";
import { sharedColouring } from "../../views/two_maps/shared_colours.ts";
import { MISSING_CODE } from "../../domain/mod.ts";

const at = fc.integer({ min: -50, max: 50 });
const map = fc.array(fc.tuple(at, at), { minLength: 3, maxLength: 20 })
  .map((places) => Float32Array.from(places.flat()))
  .filter((xy) => new Set(xy.filter((_, i) => i % 2 === 0)).size > 1);

function assertNear(actual: ArrayLike<number>, wanted: ArrayLike<number>): void {
  Array.from(wanted).forEach((value, i) => {
    assert.ok(
      Math.abs(actual[i]! - value) < 1e-2 || Number.isNaN(actual[i]!) && Number.isNaN(value),
      `${i}: ${actual[i]} is not ${value}`,
    );
  });
}

Deno.test("turnOnto() undoes whatever turning, mirroring, scaling and moving did", () => {
  const angle = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(fc.property(map, angle, fc.boolean(), at, (target, angle, mirrored, away) => {
    const [c, s] = [2 * Math.cos(angle), 2 * Math.sin(angle)];
    const source = target.map((_, i) => {
      const [x, y] = [target[i - i % 2]!, target[i - i % 2 + 1]! * (mirrored ? -1 : 1)];
      return away + (i % 2 === 0 ? c * x - s * y : s * x + c * y);
    });
    assertNear(turned(turnOnto(target, source), source), target);
  }));
});

Deno.test("turning back ends where it began", () => {
  fc.assert(fc.property(map, map, (a, b) => {
    const n = Math.min(a.length, b.length);
    const turn = turnOnto(a.subarray(0, n), b.subarray(0, n));
    fc.pre(turn.scale > 1e-3);
    assertNear(turned(inverseOf(turn), turned(turn, b)), b);
  }));
});

Deno.test("a map of nothing, of one place and of places that are missing can be turned", () => {
  const nothing = new Float32Array(0);
  assert.deepEqual(turned(turnOnto(nothing, nothing), nothing), nothing);
  const turn = turnOnto(Float32Array.of(1, 2, NaN, NaN), Float32Array.of(5, 5, 7, 7));
  assert.deepEqual([...turned(turn, [5, 5])], [1, 2]);
});

Deno.test("between() is one map at 0, the other at 1, and nowhere for what is on one alone", () => {
  const [a, b] = [Float32Array.of(0, 0, 2, 2), Float32Array.of(4, 8, NaN, NaN)];
  assert.equal(between(a, b, { share: 0 }), a);
  assert.equal(between(a, b, { share: 1 }), b);
  assert.deepEqual([...between(a, b, { share: 0.25 })], [1, 2, NaN, NaN]);
});

Deno.test("sharedColouring() counts the neighbours in common", () => {
  const values = Float32Array.of(1, 0.9, 0.3, 0, NaN);
  const { codes, swatches } = sharedColouring({ values, k: 10, reduced: [] });
  assert.deepEqual([...codes], [0, 1, 7, 7, MISSING_CODE]);
  assert.deepEqual(swatches.map(({ count }) => count), [1, 1, 0, 0, 0, 0, 0, 2]);
});
