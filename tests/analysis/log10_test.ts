import assert from "node:assert/strict";
import fc from "fast-check";
import { log10 } from "../../analysis/signal/_log10.ts";

Deno.test("log10() is the decadic logarithm within 1e-12, and 0 of 1", () => {
  assert.equal(log10(1), 0);
  for (let exponent = -300; exponent <= 300; exponent++) {
    assert.ok(Math.abs(log10(10 ** exponent) - exponent) <= 1e-12, `10^${exponent}`);
  }
  for (let x = 1; x <= 4; x += 1 / 4096) {
    assert.ok(Math.abs(log10(x) - Math.log10(x)) <= 1e-12, `${x}`);
  }
  const positive = fc.double({ min: 2 ** -1022, max: Number.MAX_VALUE, noNaN: true });
  fc.assert(fc.property(positive, (x) => {
    assert.ok(Math.abs(log10(x) - Math.log10(x)) <= 1e-12, `${x}`);
  }));
});
