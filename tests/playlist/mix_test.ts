import assert from "node:assert/strict";
import fc from "fast-check";
import { mixOf, OVERLAP } from "../../playlist/mix.ts";

function part(bpm: number, { start = 0, offset = 0 } = {}) {
  const beats = Array.from({ length: 64 }, (_, i) => offset + i * 60 / bpm);
  return { start, length: 8, beats: beats.map((beat) => start + beat) };
}

Deno.test("mixOf() lays every beat of the second on one of the first, at its tempo", () => {
  const tempo = fc.double({ min: 100, max: 130, noNaN: true });
  const change = fc.double({ min: -0.1, max: 0.1, noNaN: true });
  const offset = fc.double({ min: 0, max: 0.4, noNaN: true });
  fc.assert(fc.property(tempo, change, offset, offset, (bpm, change, one, other) => {
    const from = part(bpm, { start: 200, offset: one });
    const to = part(bpm * (1 + change), { start: 1.5, offset: other });
    const { at, rate, isAligned } = mixOf(from, to);
    assert.ok(isAligned);
    assert.ok(Math.abs(rate - 1 / (1 + change)) < 1e-9);
    assert.ok(Math.abs(at - (8 - OVERLAP)) < 60 / bpm);
    for (const beat of to.beats.slice(0, 6)) {
      const heard = at + (beat - to.start) / rate;
      const nearest = Math.min(...from.beats.map((near) => Math.abs(near - from.start - heard)));
      assert.ok(nearest < 0.005, `${nearest} s apart`);
    }
  }));
});

Deno.test("mixOf() takes half and double tempo for the same, and leaves what is too far apart", () => {
  assert.ok(Math.abs(mixOf(part(140), part(70)).rate - 1) < 1e-9);
  assert.ok(Math.abs(mixOf(part(70), part(142)).rate - 140 / 142) < 1e-9);
  const plain = { at: 8 - OVERLAP, rate: 1, isAligned: false };
  assert.deepEqual(mixOf(part(140), part(100)), plain);
  assert.deepEqual(mixOf(part(140), { start: 0, length: 8, beats: [] }), plain);
});
