import assert from "node:assert/strict";
import fc from "fast-check";
import { signPlaces } from "../../charts/_signs.ts";

Deno.test("signPlaces() puts a lone sign at the right", () => {
  assert.deepEqual(signPlaces([{ x: 5, y: 7 }]), [{ x: 17, y: 7 }]);
  assert.deepEqual(signPlaces([]), []);
});

Deno.test("signPlaces() keeps the signs of two points apart, however near they are", () => {
  const at = fc.record({ x: fc.double({ min: 0, max: 40, noNaN: true }), y: fc.constant(20) });
  fc.assert(fc.property(at, at, (a, b) => {
    const [one, other] = signPlaces([a, b]);
    assert.ok(Math.hypot(one!.x - other!.x, one!.y - other!.y) >= 10);
  }));
});
