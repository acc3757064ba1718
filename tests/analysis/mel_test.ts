import assert from "node:assert/strict";
import { musicnnMel, resample, tempocnnMel } from "../../analysis/signal/mod.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";
import { decodeOpus, noise, x44kOf } from "./_audio.ts";
import { essentiaReference } from "./_essentia.ts";

/** The frames of a signal, the first centred on time 0. */
function framesOf(samples: Float32Array, size: number): Float32Array[] {
  const count = Math.ceil(samples.length / (size / 2)) + 1;
  return Array.from({ length: count }, (_, f) => {
    const start = f * size / 2 - size / 2;
    return Float32Array.from({ length: size }, (_, i) => samples[start + i] ?? 0);
  });
}

function largestDifference(a: Float32Array, b: readonly Float32Array[]): number {
  const bands = b[0]!.length;
  assert.equal(a.length, b.length * bands);
  let largest = 0;
  b.forEach((row, f) =>
    row.forEach((value, i) => {
      largest = Math.max(largest, Math.abs(value - a[f * bands + i]!));
    })
  );
  return largest;
}

async function music(rate: number): Promise<Float32Array> {
  const signal = await decodeOpus(sharedFile("samples/wesnoth/battle.opus"));
  return resample(x44kOf(signal).subarray(0, 44100 * 6), { from: 44100, to: rate });
}

function assertMusicnnMel(samples: Float32Array): void {
  const essentia = essentiaReference();
  const rows = framesOf(samples, 512).map((frame) => {
    const vector = essentia.arrayToVector(frame);
    const { bands } = essentia.TensorflowInputMusiCNN(vector);
    const row = essentia.vectorToArray(bands).slice();
    vector.delete();
    bands.delete();
    return row;
  });
  const difference = largestDifference(musicnnMel(samples).data, rows);
  assert.ok(difference <= 5e-4, `largest difference ${difference}`);
}

Deno.test("musicnnMel() equals Essentia's TensorflowInputMusiCNN within 5e-4", () => {
  for (const samples of [noise(16000, 0.3), new Float32Array(2000)]) assertMusicnnMel(samples);
});

sharedTest(
  "musicnnMel() equals Essentia's TensorflowInputMusiCNN on music within 5e-4",
  async () => {
    assertMusicnnMel(await music(16000));
  },
);

sharedTest("tempocnnMel() equals Essentia's MelBands under TempoCNN's parameters", async () => {
  const essentia = essentiaReference();
  const samples = await music(11025);
  const rows = framesOf(samples, 1024).map((frame) => {
    const vector = essentia.arrayToVector(frame);
    const windowed = essentia.Windowing(vector, false, 1024, "hann").frame;
    const { spectrum } = essentia.Spectrum(windowed, 1024);
    const { bands } = essentia.MelBands(
      spectrum,
      5000,
      513,
      false,
      20,
      "unit_tri",
      40,
      11025,
      "magnitude",
      "slaneyMel",
      "linear",
    );
    const row = essentia.vectorToArray(bands).slice();
    for (const each of [vector, windowed, spectrum, bands]) each.delete();
    return row;
  });
  const mel = tempocnnMel(samples);
  const difference = largestDifference(mel.data, rows);
  const largest = mel.data.reduce((max, value) => Math.max(max, value), 0);
  assert.ok(difference <= 1e-4 * largest, `largest difference ${difference} of ${largest}`);
});

Deno.test("musicnnMel() of 30 s has 1876 frames, and none of nothing", () => {
  assert.equal(musicnnMel(new Float32Array(480000)).frames, 1876);
  assert.equal(musicnnMel(new Float32Array(0)).frames, 0);
  assert.deepEqual([...new Set(musicnnMel(new Float32Array(1)).data)], [0]);
});
