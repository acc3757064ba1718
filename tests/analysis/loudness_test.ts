import assert from "node:assert/strict";
import { createLoudnessMeter, type Loudness, loudnessOf } from "../../analysis/signal/mod.ts";
import { kWeighting } from "../../analysis/signal/_k_weighting.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";
import { decodeByFfmpeg, noise, run, sharedSamples } from "./_audio.ts";

type Part = readonly [dbfs: number, seconds: number];

function tone(parts: readonly Part[], options: { rate: number; hertz?: number }): Float32Array {
  const { rate, hertz = 1000 } = options;
  const ends = [0];
  for (const [, seconds] of parts) ends.push(ends.at(-1)! + Math.round(seconds * rate));
  const samples = new Float32Array(ends.at(-1)!);
  parts.forEach(([dbfs], i) => samples.fill(10 ** (dbfs / 20), ends[i], ends[i + 1]));
  return samples.map((level, i) => level * Math.sin(2 * Math.PI * hertz * i / rate));
}

function stereo(samples: Float32Array, rate: number): Loudness {
  return loudnessOf({ sampleRate: rate, channels: [samples, samples] });
}

function valueOf(measured: Loudness[keyof Loudness]): number {
  return "value" in measured ? measured.value : NaN;
}

function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${actual} is not within ${tolerance} of ${expected}`,
  );
}

const TECH_3341: readonly (readonly [name: string, parts: readonly Part[], lufs: number])[] = [
  ["1: -23 dBFS", [[-23, 20]], -23],
  ["2: -33 dBFS", [[-33, 20]], -33],
  ["3: relative gate", [[-36, 10], [-23, 60], [-36, 10]], -23],
  ["4: absolute gate", [[-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]], -23],
  ["5: level change", [[-26, 20], [-20, 20.1], [-26, 20]], -23],
];

for (const [name, parts, lufs] of TECH_3341) {
  Deno.test(`loudnessOf() passes EBU Tech 3341 case ${name}`, () => {
    for (const rate of [48000, 44100]) {
      near(valueOf(stereo(tone(parts, { rate }), rate).integrated), lufs, 0.1);
    }
  });
}

const TECH_3342: readonly (readonly [parts: readonly Part[], range: number])[] = [
  [[[-20, 20], [-30, 20]], 10],
  [[[-20, 20], [-15, 20]], 5],
  [[[-40, 20], [-20, 20]], 20],
  [[[-50, 20], [-35, 20], [-20, 20], [-35, 20], [-50, 20]], 15],
];

TECH_3342.forEach(([parts, range], i) => {
  Deno.test(`loudnessOf() passes EBU Tech 3342 case ${i + 1}`, () => {
    near(valueOf(stereo(tone(parts, { rate: 44100 }), 44100).range), range, 1);
  });
});

/** EBU Tech 3341 cases 15 to 18: sines at a quarter and less of the rate, sampled beside their peaks. */
const TRUE_PEAKS = [[4, 0, -6], [4, 45, -6], [6, 60, -6], [8, 67.5, -6]] as const;

for (const [divisor, degrees, dbtp] of TRUE_PEAKS) {
  Deno.test(`loudnessOf() finds the true peak of a sine at rate/${divisor}, ${degrees} degrees`, () => {
    const samples = Float32Array.from({ length: 48000 }, (_, i) => {
      const fade = Math.min(1, i / 4800, (48000 - i) / 4800);
      return 0.5 * fade * Math.sin(2 * Math.PI * i / divisor + degrees * Math.PI / 180);
    });
    const peak = valueOf(stereo(samples, 48000).truePeak);
    assert.ok(peak <= dbtp + 0.2 && peak >= dbtp - 0.4, `${peak}`);
  });
}

Deno.test("kWeighting() equals the coefficients that BS.1770-4 lists for 48 kHz", () => {
  const [shelf, highPass] = kWeighting(48000);
  near(shelf.b0, 1.53512485958697, 1e-9);
  near(shelf.b1, -2.69169618940638, 1e-9);
  near(shelf.b2, 1.19839281085285, 1e-9);
  near(shelf.a1, -1.69065929318241, 1e-9);
  near(shelf.a2, 0.73248077421585, 1e-9);
  near(highPass.a1, -1.99004745483398, 1e-9);
  near(highPass.a2, 0.99007225036621, 1e-9);
});

Deno.test("createLoudnessMeter() gives the same in any chunking", () => {
  const left = noise(44100 * 8, 0.2), right = noise(44100 * 8, 0.5);
  const whole = loudnessOf({ sampleRate: 44100, channels: [left, right] });
  const meter = createLoudnessMeter(44100, 2);
  for (let start = 0, step = 1; start < left.length; start += step, step = step * 2 + 7) {
    const end = start + step;
    meter.add([left.subarray(start, end), right.subarray(start, end)]);
  }
  const chunked = meter.result();
  for (const name of ["integrated", "range", "truePeak"] as const) {
    near(valueOf(chunked[name]), valueOf(whole[name]), 1e-9);
  }
});

Deno.test("loudnessOf() measures mono as played on two channels", () => {
  const samples = noise(44100 * 5, 0.1);
  const one = loudnessOf({ sampleRate: 44100, channels: [samples] });
  assert.equal(valueOf(one.integrated), valueOf(stereo(samples, 44100).integrated));
});

Deno.test("loudnessOf() rises by as many LU as the gain in dB, from -20 to +20", () => {
  const samples = noise(44100 * 5, 0.05);
  const base = valueOf(stereo(samples, 44100).integrated);
  for (const gain of [-20, 20]) {
    const scaled = samples.map((x) => x * 10 ** (gain / 20));
    near(valueOf(stereo(scaled, 44100).integrated), base + gain, 0.01);
  }
});

Deno.test("loudnessOf() hears antiphase channels, and is absent for silence, DC and a few samples", () => {
  const samples = noise(44100 * 5, 0.1);
  const antiphase = loudnessOf({ sampleRate: 44100, channels: [samples, samples.map((x) => -x)] });
  assert.equal(valueOf(antiphase.integrated), valueOf(stereo(samples, 44100).integrated));
  const silence = stereo(new Float32Array(44100 * 5), 44100);
  assert.deepEqual(silence, {
    integrated: { absent: "silent" },
    range: { absent: "silent" },
    truePeak: { absent: "silent" },
  });
  assert.deepEqual(stereo(new Float32Array(1).fill(1), 44100).integrated, { absent: "too-short" });
  assert.deepEqual(stereo(new Float32Array(4410).fill(1), 44100).range, { absent: "too-short" });
  assert.deepEqual(loudnessOf({ sampleRate: 44100, channels: [] }).truePeak, {
    absent: "too-short",
  });
});

Deno.test("loudnessOf() stays finite with NaN, infinity and huge samples in between", () => {
  const samples = noise(44100 * 5, 0.1);
  samples.set([NaN, Infinity, -Infinity, 1e30], 1000);
  const { integrated, range, truePeak } = stereo(samples, 44100);
  for (const each of [integrated, range, truePeak]) assert.ok(Number.isFinite(valueOf(each)));
});

sharedTest("loudnessOf() agrees with ffmpeg's ebur128 within 0.1 LU on real music", async (t) => {
  const files = sharedSamples().filter((_, i) => i % 3 === 0);
  for (const path of files) {
    const signal = await decodeByFfmpeg(sharedFile(path));
    if (!signal) return;
    const filter = ["-af", "ebur128=peak=true", "-f", "null", "-"];
    const input = decodeURIComponent(sharedFile(path).pathname);
    const output = await run("ffmpeg", ["-hide_banner", "-nostats", "-i", input, ...filter]);
    const summary = new TextDecoder().decode(output!.stderr).split("Summary:")[1] ?? "";
    const figure = (name: string) =>
      Number(summary.match(new RegExp(`${name}:\\s+(-?[\\d.]+)`))![1]);
    const got = loudnessOf(signal);
    await t.step(path, () => {
      near(valueOf(got.integrated), figure("I"), 0.1);
      near(valueOf(got.range), figure("LRA"), 0.3);
      near(valueOf(got.truePeak), figure("Peak"), 0.3);
    });
  }
});

Deno.test("what a decoder leaves of silence has no true peak", () => {
  const rest = noise(44_100, 1e-12);
  assert.deepEqual(loudnessOf({ sampleRate: 44_100, channels: [rest] }).truePeak, {
    absent: "silent",
  });
});
