import { danceabilityOf, keysOf, tempoOf, timbreOf } from "../../analysis/descriptors/mod.ts";
import {
  createRealFft,
  loudnessOf,
  monoOf,
  musicnnMel,
  resample,
  tempocnnMel,
} from "../../analysis/signal/mod.ts";
import { clicks, noise } from "./_audio.ts";
import { essentiaReference } from "./_essentia.ts";

/** 30 s of stereo: clicks at 120 BPM over noise. */
const left = noise(44100 * 30, 0.1).map((x, i) => x * (1 + Math.sin(i / 7000)));
const beat = clicks(120, { seconds: 30 });
const signal = { sampleRate: 44100, channels: [left, beat.map((x, i) => 0.5 * x + left[i]!)] };
const x44k = monoOf(signal);
const x16k = resample(x44k, { from: 44100, to: 16000 });
const x11k = resample(x44k, { from: 44100, to: 11025 });
const x48k = resample(x44k, { from: 44100, to: 48000 });

Deno.bench("mono mix", { group: "signal" }, () => void monoOf(signal));
Deno.bench(
  "44.1 to 16 kHz",
  { group: "signal" },
  () => void resample(x44k, { from: 44100, to: 16000 }),
);
Deno.bench(
  "44.1 to 11.025 kHz",
  { group: "signal" },
  () => void resample(x44k, { from: 44100, to: 11025 }),
);
Deno.bench(
  "48 to 44.1 kHz",
  { group: "signal" },
  () => void resample(x48k, { from: 48000, to: 44100 }),
);
Deno.bench("MusiCNN mel", { group: "signal" }, () => void musicnnMel(x16k));
Deno.bench("TempoCNN mel", { group: "signal" }, () => void tempocnnMel(x11k));
Deno.bench(
  "loudness, range, true peak (stereo)",
  { group: "signal" },
  () => void loudnessOf(signal),
);

const fft = createRealFft(2048);
const frame = Float64Array.from(x44k.subarray(0, 2048));
Deno.bench("real FFT of 2048", { group: "fft" }, () => fft.transform(frame));

const essentia = essentiaReference();
const vector = essentia.arrayToVector(x44k);

for (const method of ["multifeature", "degara"] as const) {
  Deno.bench(
    `tempo ${method}`,
    { group: method, baseline: true },
    () => void tempoOf(x44k, { method }),
  );
  Deno.bench(`tempo ${method}, Essentia`, { group: method }, () => {
    const result = essentia.RhythmExtractor2013(vector, 208, method, 40);
    for (const each of [result.ticks, result.estimates, result.bpmIntervals]) each.delete();
  });
}

Deno.bench("keys, three profiles", { group: "keys", baseline: true }, () => void keysOf(x44k));
Deno.bench("keys, three profiles, Essentia", { group: "keys" }, () => {
  for (const profile of ["temperley", "krumhansl", "edma"]) {
    essentia.KeyExtractor(vector, true, 4096, 4096, 12, 3500, 60, 25, 0.2, profile);
  }
});

Deno.bench(
  "danceability",
  { group: "danceability", baseline: true },
  () => void danceabilityOf(x44k),
);
Deno.bench("danceability, Essentia", { group: "danceability" }, () => {
  essentia.Danceability(vector).dfa?.delete();
});

Deno.bench("timbre and rhythm", { group: "timbre" }, () => void timbreOf(x44k));
