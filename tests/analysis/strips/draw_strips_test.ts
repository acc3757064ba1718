import assert from "node:assert/strict";
import { drawStrips } from "../../../analysis/strips/draw_strips.ts";
import { findBeats } from "../../../analysis/strips/find_beats.ts";
import { PITCH_CLASSES, type Strip, timeInStrip, valueIn } from "../../../domain/mod.ts";
import { sineOf, wavOf } from "../../fixtures/wav.ts";

const RATE = 44100;

async function drawn(
  channels: readonly Float32Array[],
  sampleRate = RATE,
): Promise<readonly Strip[]> {
  const path = await Deno.makeTempFile({ suffix: ".wav" });
  try {
    await Deno.writeFile(path, wavOf(channels, { sampleRate }));
    return await drawStrips(path, { duration: channels[0]!.length / sampleRate });
  } finally {
    await Deno.remove(path);
  }
}

function strip(strips: readonly Strip[], id: Strip["id"]): Strip {
  return strips.find((strip) => strip.id === id)!;
}

function strongestRow({ rows, data }: Strip, column: number): number {
  const values = [...data.subarray(column * rows, (column + 1) * rows)];
  return values.indexOf(Math.max(...values));
}

function clicks(bpm: number, seconds: number): Float32Array {
  const samples = new Float32Array(seconds * RATE);
  for (let beat = 0; beat * 60 / bpm < seconds - 0.1; beat++) {
    const at = Math.round(beat * 60 / bpm * RATE);
    for (let i = 0; i < 2000; i++) {
      samples[at + i] = Math.sin(2 * Math.PI * 1000 * i / RATE) * Math.exp(-i / 300);
    }
  }
  return samples;
}

Deno.test("a sine of 440 Hz is brightest at 440 Hz and at A", async () => {
  const strips = await drawn([sineOf(440, { seconds: 3, sampleRate: RATE })]);
  const mel = strip(strips, "mel");
  const row = strongestRow(mel, 60);
  assert.ok(Math.abs(mel.hertz![row]! - 440) < 30, `${mel.hertz![row]} Hz`);
  const chroma = strip(strips, "chroma");
  assert.equal(PITCH_CLASSES[strongestRow(chroma, 15)], "A");
  assert.equal(valueIn(chroma, 15 * 12 + 9), 1);
});

Deno.test("each pitch class of a scale is the strongest while it sounds", async () => {
  const notes = [60, 62, 64, 65, 67, 69, 71].map((midi) =>
    sineOf(440 * 2 ** ((midi - 69) / 12), { seconds: 1, sampleRate: RATE })
  );
  const scale = Float32Array.from(notes.flatMap((note) => [...note]));
  const chroma = strip(await drawn([scale]), "chroma");
  const heard = notes.map((_, i) => {
    const column = Math.round((i + 0.5 - chroma.start) / chroma.step);
    return PITCH_CLASSES[strongestRow(chroma, column)];
  });
  assert.deepEqual(heard, ["C", "D", "E", "F", "G", "A", "B"]);
});

Deno.test("the waveform has the lowest and the highest sample of each hundredth of a second", async () => {
  const samples = new Float32Array(RATE);
  samples[RATE / 2 + 10] = 0.5;
  samples[RATE / 2 + 20] = -0.25;
  const peaks = strip(await drawn([samples, new Float32Array(RATE)]), "peaks");
  assert.equal(peaks.columns, 100);
  assert.ok(Math.abs(valueIn(peaks, 2 * 50) + 0.25) < 0.005);
  assert.ok(Math.abs(valueIn(peaks, 2 * 50 + 1) - 0.5) < 0.005);
  assert.equal(valueIn(peaks, 2 * 51 + 1), 0);
});

Deno.test("onsets are where clicks begin, and beats are found at their tempo", async () => {
  const samples = clicks(120, 20);
  const onset = strip(await drawn([samples]), "onset");
  let strongest = 40;
  for (let at = 41; at < onset.columns - 40; at++) {
    if (onset.data[at]! > onset.data[strongest]!) strongest = at;
  }
  const off = timeInStrip(onset, strongest) % 0.5;
  assert.ok(Math.min(off, 0.5 - off) <= 2 * onset.step, `${off} s beside a click`);
  const path = await Deno.makeTempFile({ suffix: ".wav" });
  await Deno.writeFile(path, wavOf([samples]));
  const [beats] = await findBeats(path, { by: "multifeature", tempocnn: undefined });
  await Deno.remove(path);
  const intervals = [...beats.data].slice(1).map((beat, i) => beat - beats.data[i]!);
  const middle = intervals.toSorted((a, b) => a - b)[intervals.length >> 1]!;
  assert.ok(Math.abs(middle - 0.5) < 0.02, `${middle} s from beat to beat`);
});

Deno.test("a sine of 997 Hz in stereo at -20 dBFS has a momentary loudness of -20 LUFS", async () => {
  const tenth = sineOf(997, { seconds: 5, sampleRate: 48000 }).map((sample) => sample * 0.1);
  const strips = await drawn([tenth, tenth], 48000);
  const { data } = strip(strips, "momentary");
  const loudest = Math.max(...sineOf(997, { seconds: 1, sampleRate: 48000 }));
  const expected = -20 + 20 * Math.log10(loudest);
  assert.ok(Math.abs(data[20]! - expected) < 0.1, `${data[20]} LUFS, expected ${expected}`);
  assert.equal(strip(strips, "short_term").columns, data.length - 26);
});

Deno.test("silence, a single sample and 8 kHz are drawn without a number that is none", async () => {
  for (const [samples, rate] of [[RATE, RATE], [1, RATE], [16000, 8000]] as const) {
    for (const { id, rows, columns, data } of await drawn([new Float32Array(samples)], rate)) {
      assert.equal(data.length, rows * columns, id);
      assert.ok(data.every((value) => !Number.isNaN(value)), id);
    }
  }
});
