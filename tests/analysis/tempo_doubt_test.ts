import assert from "node:assert/strict";
import fc from "fast-check";
import { tempoDoubt } from "../../analysis/descriptors/mod.ts";

const tempi = fc.double({ min: 40, max: 208, noNaN: true });
const rates = fc.double({ min: 0, max: 20, noNaN: true });

Deno.test("tempoDoubt() is a share, and that of a tempo and of its double add up where no third is there", () => {
  fc.assert(fc.property(tempi, rates, (bpm, rate) => {
    const doubt = tempoDoubt(bpm, rate);
    assert.ok(doubt >= 0 && doubt <= 1, `${bpm} BPM, ${rate} onsets a second: ${doubt}`);
  }));
  fc.assert(
    fc.property(fc.double({ min: 52.01, max: 79.9, noNaN: true }), rates, (bpm, rate) => {
      assert.ok(Math.abs(tempoDoubt(bpm, rate) + tempoDoubt(2 * bpm, rate) - 1) < 1e-9);
    }),
  );
});

Deno.test("tempoDoubt() is large where a slow tempo has many onsets or a fast one few", () => {
  assert.ok(tempoDoubt(80, 5.5) > 0.5 && tempoDoubt(80, 1.5) < 0.1);
  assert.ok(tempoDoubt(160, 2) > 0.5 && tempoDoubt(160, 6) < tempoDoubt(80, 6));
});
