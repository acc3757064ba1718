import assert from "node:assert/strict";
import fc from "fast-check";
import { openModels, type VibesHeard } from "../../../analysis/models/mod.ts";
import { atLoudness, type MelSpectrogram, vibenetMel } from "../../../analysis/signal/mod.ts";
import { findDescriptor } from "../../../domain/mod.ts";
import { sharedPath, sharedTest } from "../../fixtures/shared.ts";
import { testFolders } from "./_shared.ts";
import { heardBy, MADE, type Reference } from "./_vibenet.ts";
import made from "./vibenet_made.json" with { type: "json" };
import real from "./vibenet_real.json" with { type: "json" };

const BOARD = { folders: { bundled: testFolders().bundled, cache: "/nonexistent" } };

/** Names of the package where ours differ. */
const OURS: Readonly<Record<string, string>> = {
  danceability: "danceability_vibenet",
  valence: "valence_vibenet",
};

/** With the floor that the network's clips have. */
function floored({ frames, bands, data }: MelSpectrogram): Float32Array {
  assert.equal(data.length, frames * bands);
  const floor = data.reduce((a, b) => Math.max(a, b)) - 80;
  return data.map((value) => Math.max(floor, value));
}

function assertMel(samples: Float32Array, reference: Reference): void {
  const mel = vibenetMel(samples);
  assert.deepEqual([mel.frames, mel.bands], [reference.frames, 128]);
  const data = floored(mel);
  for (const [frame, band, value] of reference.probes) {
    const ours = data[frame * 128 + band]!;
    assert.ok(
      Math.abs(ours - value) <= 1e-3,
      `frame ${frame}, band ${band}: ${ours}, not ${value}`,
    );
  }
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  assert.ok(Math.abs(mean - reference.mean) <= 1e-3, `mean ${mean}, not ${reference.mean}`);
}

async function hear(samples: Float32Array): Promise<VibesHeard> {
  await using models = await openModels(BOARD);
  const heard = await models.vibenet(vibenetMel(samples));
  if ("absent" in heard) throw new Error(heard.absent);
  return heard.value;
}

async function assertValues(samples: Float32Array, reference: Reference): Promise<void> {
  const { values } = await hear(samples);
  assert.equal(Object.keys(values).length, 6);
  for (const [name, value] of Object.entries(reference.values)) {
    const ours = values[OURS[name] ?? name];
    if (name === "liveness") assert.equal(ours, undefined);
    else assert.ok(Math.abs(ours! - value) <= 1e-3, `${name}: ${ours}, not ${value}`);
  }
}

for (const [name, reference] of Object.entries(made)) {
  Deno.test(`VibeNet hears in ${name} what its package does, within 1e-3`, async () => {
    assertMel(MADE[name]!, reference as unknown as Reference);
    await assertValues(MADE[name]!, reference as unknown as Reference);
  });
}

sharedTest("VibeNet hears in 30 recordings what its package does, within 1e-3", async () => {
  const references = Object.entries(real) as unknown as [string, Reference][];
  assert.equal(references.length, 30);
  for (const [file, reference] of references) {
    const samples = await heardBy(sharedPath(`samples/${file}`));
    assertMel(samples, reference);
    await assertValues(samples, reference);
  }
});

Deno.test("what VibeNet hears are descriptors of its stage, degrees and likelihoods told apart", async () => {
  const { values } = await hear(MADE.tones!);
  for (const id of Object.keys(values)) {
    const descriptor = findDescriptor(id);
    assert.equal(descriptor?.stage, "vibenet");
    assert.ok(descriptor?.kind === "number" && descriptor.kindOfValue !== undefined);
  }
});

Deno.test("a long track is heard in equal windows of at most 30 s, and averaged", async () => {
  const long = new Float32Array(45 * 16000);
  for (let at = 0; at < long.length; at += MADE.tones!.length) {
    long.set(MADE.tones!.subarray(0, Math.min(MADE.tones!.length, long.length - at)), at);
  }
  const { values, curves, window } = await hear(long);
  assert.ok(Math.abs(window - 22.5) < 0.02, `${window}`);
  for (const [id, curve] of Object.entries(curves)) {
    assert.equal(curve.length, 2);
    assert.ok(Math.abs((curve[0]! + curve[1]!) / 2 - values[id]!) < 1e-6);
  }
});

Deno.test("silence in a long track has no say in its mean, and no value along it", async () => {
  const samples = new Float32Array(60 * 16000);
  samples.set(MADE.tones!);
  const { values, curves } = await hear(samples);
  assert.ok(Number.isNaN(curves.energy![1]!));
  assert.equal(values.energy, curves.energy![0]);
});

Deno.test("VibeNet is absent for less than 3 s and for silence", async () => {
  await using models = await openModels(BOARD);
  const short = vibenetMel(MADE.tones!.subarray(0, 2.9 * 16000));
  assert.deepEqual(await models.vibenet(short), { absent: "too-short" });
  assert.deepEqual(await models.vibenet(vibenetMel(new Float32Array(0))), { absent: "too-short" });
  const silent = vibenetMel(new Float32Array(80000));
  assert.deepEqual(await models.vibenet(silent), { absent: "silent" });
});

Deno.test("atLoudness() takes whatever gain went before out again", () => {
  const at = { sampleRate: 16000, loudness: -14 };
  const once = atLoudness(MADE.hiss!, at);
  assert.ok("value" in once);
  fc.assert(
    fc.property(fc.double({ min: -30, max: 10, noNaN: true }), (gain) => {
      const other = atLoudness(MADE.hiss!.map((x) => x * 10 ** (gain / 20)), at);
      assert.ok("value" in other);
      for (let i = 0; i < once.value.length; i += 997) {
        assert.ok(Math.abs(once.value[i]! - other.value[i]!) < 1e-4);
      }
    }),
    { numRuns: 10 },
  );
  assert.deepEqual(atLoudness(new Float32Array(16000), at), { absent: "silent" });
});
