import assert from "node:assert/strict";
import { inverseSlope } from "../../analysis/descriptors/_fluctuation.ts";
import { danceabilityOf } from "../../analysis/descriptors/mod.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";
import { clicks, decodeOpus, noise, sharedSamples, x44kOf } from "./_audio.ts";
import { essentiaReference } from "./_essentia.ts";

function valueOf(samples: Float32Array): number {
  const danceability = danceabilityOf(samples);
  assert.ok("value" in danceability, JSON.stringify(danceability));
  return danceability.value;
}

type Essentia = ReturnType<typeof essentiaReference>;

function assertAsEssentia(
  essentia: Essentia,
  samples: Float32Array,
  valueOf: (samples: Float32Array) => number,
): void {
  const vector = essentia.arrayToVector(samples);
  const { danceability, dfa } = essentia.Danceability(vector);
  assert.ok(
    Math.abs(valueOf(samples) / danceability - 1) < 1e-3,
    `${valueOf(samples)} ${danceability}`,
  );
  vector.delete();
  dfa?.delete();
}

Deno.test("inverseSlope() equals Essentia's Danceability within 1e-3", () => {
  const essentia = essentiaReference();
  const pieces = [noise(44100 * 12, 0.3), clicks(120, { seconds: 9 }), noise(44100, 0.3)];
  for (const samples of pieces) assertAsEssentia(essentia, samples, inverseSlope);
});

sharedTest("danceabilityOf() equals Essentia's Danceability on music within 1e-3", async () => {
  const essentia = essentiaReference();
  for (const file of sharedSamples().filter((path) => path.endsWith(".opus")).slice(0, 12)) {
    assertAsEssentia(essentia, x44kOf(await decodeOpus(sharedFile(file))), valueOf);
  }
});

Deno.test("inverseSlope() is higher for a beat than for noise", () => {
  assert.ok(inverseSlope(clicks(120, { seconds: 20 })) > 2 * inverseSlope(noise(44100 * 20, 0.3)));
});

Deno.test("danceabilityOf() does not change with the level", () => {
  const samples = noise(44100 * 10, 0.05).map((x, i) => x * (1 + Math.sin(i / 9000)));
  for (const gain of [0.1, 10]) {
    assert.ok(Math.abs(valueOf(samples.map((x) => gain * x)) / valueOf(samples) - 1) < 1e-4);
  }
});

Deno.test("danceabilityOf() is absent with a reason where it would be a lie", () => {
  assert.deepEqual(danceabilityOf(new Float32Array(441000)), { absent: "silent" });
  assert.deepEqual(danceabilityOf(new Float32Array(441000).fill(0.5)), { absent: "silent" });
  assert.deepEqual(danceabilityOf(new Float32Array(4410).fill(0.5)), { absent: "too-short" });
  assert.deepEqual(danceabilityOf(new Float32Array(1)), { absent: "too-short" });
  const broken = noise(44100 * 5, 0.3);
  broken.set([NaN, Infinity], 1000);
  assert.ok(Number.isFinite(valueOf(broken)));
});
