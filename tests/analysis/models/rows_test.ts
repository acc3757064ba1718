import assert from "node:assert/strict";
import fc from "fast-check";
import {
  meanOf,
  networkOf,
  patchCount,
  patchesOf,
  standardised,
  stretchOf,
  tempoVote,
} from "../../../analysis/models/mod.ts";
import { waves } from "./_shared.ts";

const CUT = { patch: 187, hop: 93 };

Deno.test("patchCount() drops the incomplete last patch", () => {
  assert.deepEqual([0, 186, 187, 279, 280, 1876].map((n) => patchCount(n, CUT)), [
    0,
    0,
    1,
    1,
    2,
    19,
  ]);
});

Deno.test("stretchOf() and patchesOf() cover the same frames", () => {
  const mel = waves(700);
  fc.assert(fc.property(fc.nat(3), fc.integer({ min: 1, max: 2 }), (first, count) => {
    const stretch = stretchOf(mel, { ...CUT, first, count });
    const patches = patchesOf(mel, { ...CUT, first, count });
    const last = patches.subarray((count - 1) * 187 * 96);
    assert.deepEqual(patches.subarray(0, 187 * 96), stretch.subarray(0, 187 * 96));
    assert.deepEqual(last, stretch.subarray(stretch.length - 187 * 96));
  }));
});

Deno.test("meanOf() of no rows is NaN, never 0", () => {
  assert.ok(Number.isNaN(meanOf({ count: 0, width: 1, data: new Float32Array() })[0]));
});

Deno.test("standardised() has mean 0 and deviation 1, is transposed, and makes constants zeros", () => {
  const out = standardised(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7), {
    patch: 3,
    bands: 2,
  });
  const step = 1 / Math.sqrt(35 / 12);
  const expected = [-2.5, -0.5, 1.5, -1.5, 0.5, 2.5].map((x) => x * step);
  expected.forEach((x, i) => assert.ok(Math.abs(out[i]! - x) < 1e-6));
  assert.deepEqual([...out.subarray(6)], [0, 0, 0, 0, 0, 0]);
});

const TEMPOCNN = networkOf("tempocnn")!;

/** A row that gives each named tempo its probability. */
function tempi(...rows: readonly Readonly<Record<number, number>>[]) {
  const data = new Float32Array(rows.length * 256);
  rows.forEach((row, r) => {
    for (const [bpm, p] of Object.entries(row)) data[r * 256 + Number(bpm) - 30] = p;
  });
  return { count: rows.length, width: 256, data };
}

function noise(frames: number, silentFrom = frames) {
  const data = Float32Array.from(
    { length: frames * 40 },
    (_, i) => i < silentFrom * 40 ? Math.abs(Math.sin(i * 12.9898)) : 0,
  );
  return { frames, bands: 40, data };
}

Deno.test("tempoVote() is by majority, ties by probability", () => {
  const mel = noise(640);
  const rows = tempi({ 120: 0.4, 60: 0.3 }, { 120: 0.5 }, { 90: 0.9 }, { 90: 0.8 });
  assert.equal((tempoVote(rows, mel, TEMPOCNN) as { value: { bpm: number } }).value.bpm, 90);
  const three = tempi({ 120: 0.4 }, { 120: 0.5 }, { 90: 0.9 });
  const vote = tempoVote(three, mel, TEMPOCNN);
  assert.ok("value" in vote && vote.value.bpm === 120);
  assert.ok(Math.abs(vote.value.confidence - 0.3) < 1e-6);
});

Deno.test("tempoVote() says what half and double have of the probability", () => {
  const ambiguity = (...rows: readonly Readonly<Record<number, number>>[]) => {
    const vote = tempoVote(tempi(...rows), noise(640), TEMPOCNN);
    assert.ok("value" in vote);
    return vote.value.ambiguity;
  };
  const near = (found: number, expected: number) =>
    assert.ok(Math.abs(found - expected) < 1e-6, `${found}, not ${expected}`);
  near(ambiguity({ 120: 0.6, 90: 0.4 }), 0);
  near(ambiguity({ 120: 0.6, 60: 0.2 }), 0.25);
  near(ambiguity({ 120: 0.6, 61: 0.1, 58: 0.1, 63: 0.1 }), 0.25);
  near(ambiguity({ 120: 0.6, 240: 0.2 }, { 120: 0.5, 60: 0.3, 90: 0.2 }), 0.3125);
  near(ambiguity({ 50: 0.5 }, { 50: 0.1, 100: 0.2 }), 0.25);
  near(ambiguity({ 200: 0.5, 100: 0.5 }), 0.5);
});

Deno.test("tempoVote() gives silence no vote", () => {
  const rows = tempi({ 90: 0.9 }, { 120: 0.4 }, { 120: 0.4 });
  assert.deepEqual(tempoVote(rows, noise(512, 0), TEMPOCNN), { absent: "silent" });
  const half = tempoVote(rows, noise(512, 128), TEMPOCNN);
  assert.ok("value" in half && half.value.bpm === 90);
});
