import assert from "node:assert/strict";
import { KEY_PROFILES, pitchClassOf } from "../../domain/mod.ts";
import { keysOf } from "../../analysis/descriptors/mod.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { groundTruth, noise, notes, pieceOf, sharedSamples } from "./_audio.ts";
import { essentiaReference } from "./_essentia.ts";

const C_MAJOR_SCALE = [60, 62, 64, 65, 67, 69, 71, 72];

sharedTest("keysOf() equals Essentia's KeyExtractor in key, scale and strength", async () => {
  const essentia = essentiaReference();
  const pieces = [
    ...groundTruth().map(({ file }) => file),
    ...sharedSamples().filter((path) => path.endsWith(".opus")),
  ].filter((_, i) => i % 3 === 0);
  for (const path of pieces) {
    const samples = await pieceOf(path);
    const keys = keysOf(samples);
    for (const profile of KEY_PROFILES) {
      const vector = essentia.arrayToVector(samples);
      const expected = essentia.KeyExtractor(
        vector,
        true,
        4096,
        4096,
        12,
        3500,
        60,
        25,
        0.2,
        profile,
      );
      vector.delete();
      const key = keys[profile];
      assert.ok("value" in key);
      assert.equal(key.value.tonic, pitchClassOf(expected.key), `${path} ${profile}`);
      assert.equal(key.value.scale, expected.scale, `${path} ${profile}`);
      assert.ok(Math.abs(key.value.strength - expected.strength) < 1e-4, `${path} ${profile}`);
    }
  }
});

sharedTest(
  "keysOf() finds the key of at least 22 of the 24 pieces under the best profile",
  async () => {
    const right = { temperley: 0, krumhansl: 0, edma: 0 };
    for (const { file, key, scale } of groundTruth()) {
      const keys = keysOf(await pieceOf(file));
      for (const profile of KEY_PROFILES) {
        const found = keys[profile];
        if (!("value" in found)) continue;
        if (found.value.tonic === pitchClassOf(key) && found.value.scale === scale) {
          right[
            profile
          ]++;
        }
      }
    }
    assert.ok(
      right.edma >= 24 && right.temperley >= 22 && right.krumhansl >= 22,
      JSON.stringify(right),
    );
  },
);

Deno.test("keysOf() hears a C major scale as C major, at any level and offset", () => {
  const scale = notes(C_MAJOR_SCALE, { seconds: 8 });
  for (const gain of [0.1, 1, 10]) {
    const keys = keysOf(scale.map((x) => gain * x + 0.3));
    for (const profile of KEY_PROFILES) {
      const found = keys[profile];
      assert.ok("value" in found);
      assert.equal(`${found.value.tonic} ${found.value.scale}`, "C major", profile);
    }
  }
});

Deno.test("keysOf() is absent with a reason where a key would be a lie", () => {
  const seconds = (n: number, value: number) => new Float32Array(n * 44100).fill(value);
  assert.deepEqual(keysOf(seconds(10, 0)).edma, { absent: "silent" });
  assert.deepEqual(keysOf(seconds(10, 0.5)).edma, { absent: "silent" });
  assert.deepEqual(keysOf(seconds(0.1, 0.5)).edma, { absent: "too-short" });
  assert.deepEqual(keysOf(new Float32Array(1)).edma, { absent: "too-short" });
  assert.deepEqual(keysOf(new Float32Array(0)).edma, { absent: "too-short" });
});

Deno.test("keysOf() bears NaN, infinity and huge samples", () => {
  const samples = notes(C_MAJOR_SCALE, { seconds: 8 });
  samples.set([NaN, Infinity, -Infinity, 1e30], 100000);
  const { edma } = keysOf(samples);
  assert.ok("value" in edma);
  assert.equal(edma.value.tonic, "C");
});

Deno.test("keysOf() of noise has a low strength or none", () => {
  const { edma } = keysOf(noise(44100 * 10, 0.3));
  assert.ok("absent" in edma || edma.value.strength < 0.9);
});
