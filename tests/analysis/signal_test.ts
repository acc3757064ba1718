import assert from "node:assert/strict";
import fc from "fast-check";
import { danceabilityOf, keysOf, tempoOf, timbreOf } from "../../analysis/descriptors/mod.ts";
import {
  boundedOf,
  isSilent,
  levelOf,
  loudnessOf,
  monoOf,
  SAMPLE_LIMIT,
} from "../../analysis/signal/mod.ts";
import { clicks, noise } from "./_audio.ts";

Deno.test("monoOf() is the average of two channels, and one channel as it is", () => {
  const left = Float32Array.of(1, 0.5, -1), right = Float32Array.of(0, 0.5, 1);
  assert.deepEqual([...monoOf({ sampleRate: 44100, channels: [left, right] })], [0.5, 0.5, 0]);
  assert.deepEqual(monoOf({ sampleRate: 44100, channels: [left] }), left);
  assert.equal(monoOf({ sampleRate: 44100, channels: [] }).length, 0);
});

Deno.test("monoOf() and boundedOf() give finite samples within the limit, whatever comes in", () => {
  const samples = fc.float32Array({ minLength: 1, maxLength: 50 });
  fc.assert(fc.property(samples, samples, (left, right) => {
    const mono = monoOf({ sampleRate: 44100, channels: [left, right] });
    for (const each of [...mono, ...boundedOf(left)]) assert.ok(Math.abs(each) <= SAMPLE_LIMIT);
  }));
});

Deno.test("boundedOf() leaves what is within bounds and mends the rest", () => {
  const fine = Float32Array.of(0.1, -2);
  assert.equal(boundedOf(fine), fine);
  const mended = boundedOf(Float32Array.of(NaN, Infinity, 1e30, -1e30, 0.5));
  assert.deepEqual([...mended], [0, 0, SAMPLE_LIMIT, -SAMPLE_LIMIT, 0.5]);
});

Deno.test("levelOf() is the root mean square without the offset", () => {
  assert.equal(levelOf(new Float32Array(0)), 0);
  assert.equal(levelOf(new Float32Array(100).fill(0.7)), 0);
  const sine = Float32Array.from(
    { length: 44100 },
    (_, i) => Math.sin(i * 2 * Math.PI / 100) + 0.3,
  );
  assert.ok(Math.abs(levelOf(sine) - Math.SQRT1_2) < 1e-4);
});

Deno.test("isSilent() is true for digital silence, DC and dither, not for faint music", () => {
  assert.ok(isSilent(new Float32Array(0)));
  assert.ok(isSilent(new Float32Array(1000)));
  assert.ok(isSilent(new Float32Array(1000).fill(-0.5)));
  assert.ok(isSilent(noise(1000, 2 ** -15)));
  assert.ok(!isSilent(noise(1000, 0.001)));
});

Deno.test("antiphase channels are silent in the mono mix and loud in stereo", () => {
  const left = clicks(120, { seconds: 10 });
  const signal = { sampleRate: 44100, channels: [left, left.map((x) => -x)] };
  const mono = monoOf(signal);
  const silent = { absent: "silent" };
  assert.deepEqual(tempoOf(mono, { method: "multifeature" }), silent);
  assert.deepEqual(keysOf(mono).temperley, silent);
  assert.deepEqual(danceabilityOf(mono), silent);
  assert.deepEqual(timbreOf(mono), silent);
  const { integrated } = loudnessOf(signal);
  assert.ok("value" in integrated && integrated.value > -40);
});
