import assert from "node:assert/strict";
import {
  danceabilityOf,
  keysOf,
  tempoOf,
  Texture,
  timbreOf,
} from "../../analysis/descriptors/mod.ts";
import { KEY_PROFILES, type Measured } from "../../domain/mod.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { clicks, groundTruth, noise, notes, pieceOf } from "./_audio.ts";

const RATE = 44100, SECONDS = 15, LENGTH = RATE * SECONDS;

function made(sample: (t: number) => number): Float32Array {
  return Float32Array.from({ length: LENGTH }, (_, i) => sample(i / RATE));
}

const sine = (hertz: number, t: number) => Math.sin(2 * Math.PI * hertz * t);
const saw = (hertz: number, t: number) => 2 * (hertz * t % 1) - 1;

/** One-pole low-pass. */
function dull(samples: Float32Array, share: number): Float32Array {
  let level = 0;
  return samples.map((sample) => level += share * (sample - level));
}

/** Many hands that clap at rates of their own. */
function applause(people: number): Float32Array {
  const samples = new Float32Array(LENGTH);
  const chance = noise(people * 400, 1);
  let next = 0;
  const drawn = () => (chance[next++ % chance.length]! + 1) / 2;
  for (let p = 0; p < people; p++) {
    const gain = 0.2 + 0.8 * drawn(), rate = 2.5 + 2 * drawn();
    for (let at = drawn(); at < SECONDS - 0.1; at += (0.8 + 0.4 * drawn()) / rate) {
      const start = Math.round(at * RATE);
      for (let i = 0; i < 1500; i++) {
        samples[start + i]! += gain * (2 * drawn() - 1) * Math.exp(-i / 250) / people;
      }
    }
  }
  return samples;
}

/** A voice of gliding pitch that says syllables of uneven length, with pauses. */
function babble(): Float32Array {
  const chance = noise(4000, 1);
  const samples = new Float32Array(LENGTH);
  let phase = 0, draw = 0;
  for (let i = 0; i < LENGTH;) {
    const drawn = () => (chance[draw++ % chance.length]! + 1) / 2;
    const length = Math.round((0.08 + 0.25 * drawn()) * RATE), isPause = drawn() < 0.25;
    const [from, to, formant] = [95 + 70 * drawn(), 85 + 60 * drawn(), 400 + 1500 * drawn()];
    for (let j = 0; j < length && i < LENGTH; j++, i++) {
      const part = j / length, hertz = from + (to - from) * part;
      phase += hertz / RATE;
      if (isPause) continue;
      let sum = 0;
      for (let h = 1; h <= 30; h++) {
        const near = Math.exp(-(((h * hertz - formant) / 350) ** 2)) + 0.15 / h;
        sum += near * Math.sin(2 * Math.PI * h * phase);
      }
      samples[i] = 0.2 * sum * Math.sin(Math.PI * part);
    }
  }
  return samples;
}

function reasons(samples: Float32Array): readonly string[] {
  const texture = new Texture(samples);
  const of = (measured: Measured<unknown>) => "absent" in measured ? measured.absent : "value";
  const keys = keysOf(samples, texture);
  return [
    of(tempoOf(samples, { method: "multifeature", texture })),
    ...new Set(KEY_PROFILES.map((profile) => of(keys[profile]))),
    of(danceabilityOf(samples, texture)),
  ];
}

const STEADY: Readonly<Record<string, () => Float32Array>> = {
  "a sine": () => made((t) => 0.5 * sine(440, t)),
  "a quiet low sine": () => made((t) => 0.01 * sine(55, t)),
  "a square wave": () => made((t) => 0.3 * Math.sign(sine(220, t))),
  "a fifth": () => made((t) => 0.3 * (sine(440, t) + sine(660, t))),
  "a tone that swells": () => made((t) => 0.5 * t / SECONDS * sine(440, t)),
  "a tone with vibrato": () => made((t) => 0.5 * Math.sin(2 * Math.PI * 440 * t + 3 * sine(5, t))),
  "mains hum in noise": () => {
    const hiss = noise(LENGTH, 0.005);
    return made((t) => [1, 2, 3, 4].reduce((sum, h) => sum + 0.2 / h * sine(50 * h, t), 0))
      .map((sample, i) => sample + hiss[i]!);
  },
  "a drone": () =>
    dull(
      made((t) =>
        [55, 55.2, 82.6, 110.3].reduce(
          (sum, hertz, i) => sum + 0.15 * saw(hertz, t) * (0.7 + 0.3 * sine(0.13 + 0.07 * i, t)),
          0,
        )
      ),
      0.1,
    ),
};

for (const [name, make] of Object.entries(STEADY)) {
  Deno.test(`${name} has no tempo, key or danceability: it is steady`, () => {
    assert.deepEqual(reasons(make()), ["steady", "steady", "steady"]);
  });
}

const SHAPELESS: Readonly<Record<string, () => Float32Array>> = {
  "white noise": () => noise(LENGTH, 0.3),
  "dull noise": () => dull(noise(LENGTH, 0.9), 0.05),
  "noise in waves": () => noise(LENGTH, 0.3).map((x, i) => x * (0.4 + sine(0.12, i / RATE) ** 2)),
  "applause of 6": () => applause(6),
  "applause of 60": () => applause(60),
  "speech": babble,
};

for (const [name, make] of Object.entries(SHAPELESS)) {
  Deno.test(`${name} has no tempo, key or danceability: it is shapeless`, () => {
    assert.deepEqual(reasons(make()), ["shapeless", "shapeless", "shapeless"]);
  });
}

Deno.test("bare clicks have a tempo, and neither a key nor a danceability", () => {
  for (const bpm of [120, 140, 174]) {
    const samples = new Float32Array(LENGTH);
    for (let t = 0; t < SECONDS; t += 60 / bpm) samples[Math.round(t * RATE)] = 0.9;
    assert.deepEqual(reasons(samples), ["value", "no-pitch", "out-of-range"]);
  }
});

Deno.test("notes with a beat keep tempo, key and danceability, at any level", () => {
  const melody = notes([60, 64, 67, 72, 65, 69, 67, 59].flatMap((note) => [note, note]), {
    seconds: 8,
  });
  const twice = Float32Array.from({ length: 16 * RATE }, (_, i) => melody[i % melody.length]!);
  const beat = clicks(120, { seconds: 16 });
  for (const gain of [1, 0.01]) {
    const samples = twice.map((sample, i) => gain * (0.4 * sample + 0.3 * beat[i]!));
    assert.deepEqual(reasons(samples), ["value", "value", "value"]);
  }
});

sharedTest(
  "a texture leaves pieces of music as they are, and is the same as none given",
  async () => {
    for (const { file } of groundTruth().filter((_, i) => i % 4 === 1)) {
      const samples = await pieceOf(file), texture = new Texture(samples);
      assert.deepEqual([texture.emptiness, texture.pitchlessness], [undefined, undefined], file);
      assert.deepEqual(keysOf(samples, texture), keysOf(samples));
      assert.deepEqual(timbreOf(samples, texture), timbreOf(samples));
    }
  },
);
