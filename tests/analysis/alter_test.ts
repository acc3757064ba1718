import assert from "node:assert/strict";
import { join } from "node:path";
import { ALTERATIONS, alteredFiles, hasFfmpeg } from "../../analysis/mod.ts";
import { altered } from "../../analysis/alter/alteration.ts";
import { decodeStream } from "../../analysis/decode/mod.ts";
import { wavOf } from "../fixtures/wav.ts";

const RATE = 8000;
const TONE = Float32Array.from(
  { length: 20 * RATE },
  (_, i) => 0.5 * Math.sin(2 * Math.PI * 440 * i / RATE),
);
const PCM = {
  samples: Int16Array.from(TONE, (x) => Math.round(x * 32767)),
  channels: 1,
  sampleRate: RATE,
};
const power = (samples: ArrayLike<number>) =>
  Array.from(samples).reduce((sum, x) => sum + x * x, 0) / samples.length;

Deno.test("altered() trims, lowers and speeds up by what it says, and leaves its input alone", () => {
  const before = PCM.samples.slice();
  assert.equal(altered(PCM, { kind: "trim", seconds: 5 }, 1).samples.length, 15 * RATE);
  const quieter = altered(PCM, { kind: "level", decibels: 12 }, 1).samples;
  assert.ok(Math.abs(10 * Math.log10(power(before) / power(quieter)) - 12) < 0.01);
  assert.equal(altered(PCM, { kind: "speed", percent: 2 }, 1).sampleRate, 8160);
  assert.deepEqual(PCM.samples, before);
});

Deno.test("altered() adds noise of the ratio it says, the same with the same seed", () => {
  const noisy = altered(PCM, { kind: "noise", snr: 20 }, 7).samples;
  const noise = noisy.map((x, i) => x - PCM.samples[i]!);
  assert.ok(Math.abs(10 * Math.log10(power(PCM.samples) / power(noise)) - 20) < 0.1);
  assert.deepEqual(altered(PCM, { kind: "noise", snr: 20 }, 7).samples, noisy);
});

Deno.test("altered files are decoded as long as they ought to be, and are gone afterwards", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "tone.wav");
  await Deno.writeFile(path, wavOf([TONE], { sampleRate: RATE }));
  const encodes = await hasFfmpeg();
  const alterations = ALTERATIONS.filter((a) =>
    "seconds" in a || a.kind === "speed" || (encodes && "kbps" in a && a.kbps >= 48)
  );
  for await (
    const { alteration, path: copy } of alteredFiles(path, { folder, alterations, seed: 1 })
  ) {
    let seconds = 0;
    for await (const { channels, sampleRate } of decodeStream(copy)) {
      seconds += channels[0]!.length / sampleRate;
    }
    const wanted = "seconds" in alteration
      ? 20 - alteration.seconds
      : alteration.kind === "speed"
      ? 20 / (1 + alteration.percent / 100)
      : 20;
    assert.ok(Math.abs(seconds - wanted) < 0.1, `${JSON.stringify(alteration)} ${seconds}`);
  }
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assert.deepEqual(left, ["decoded.wav", "tone.wav"]);
  await Deno.remove(folder, { recursive: true });
});
