import assert from "node:assert/strict";
import {
  TIMBRE_DIMENSIONS,
  TIMBRE_GROUPS,
  type TimbreGroup,
  timbreOf,
} from "../../analysis/descriptors/mod.ts";
import { RunningMoments } from "../../analysis/descriptors/_running_moments.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";
import { clicks, decodeOpus, noise, notes, sharedSamples, x44kOf } from "./_audio.ts";

const C_MAJOR_SCALE = [60, 62, 64, 65, 67, 69, 71, 72];

function vectorOf(samples: Float32Array): Float32Array {
  const timbre = timbreOf(samples);
  assert.ok("value" in timbre, JSON.stringify(timbre));
  return timbre.value;
}

function groupOf(vector: Float32Array, id: string): Float32Array {
  const group: TimbreGroup | undefined = TIMBRE_GROUPS.find((each) => each.id === id);
  assert.ok(group, id);
  return vector.subarray(group.offset, group.offset + group.length);
}

function distance(a: Float32Array, b: Float32Array, scale: Float64Array): number {
  return Math.sqrt(a.reduce((sum, x, i) => sum + ((x - b[i]!) / (scale[i]! || 1)) ** 2, 0));
}

Deno.test("TIMBRE_GROUPS cover the vector without gap or overlap", () => {
  let offset = 0;
  for (const group of TIMBRE_GROUPS) {
    assert.equal(group.offset, offset);
    offset += group.length;
  }
  assert.equal(offset, TIMBRE_DIMENSIONS);
  assert.equal(vectorOf(noise(44100 * 5, 0.1)).length, TIMBRE_DIMENSIONS);
});

Deno.test("timbreOf() has the chroma of a C major scale on its seven notes", () => {
  const chroma = groupOf(vectorOf(notes(C_MAJOR_SCALE, { seconds: 16 })), "chroma");
  const within = [0, 2, 4, 5, 7, 9, 11].map((pitch) => chroma[pitch]!);
  const outside = [1, 3, 6, 8, 10].map((pitch) => chroma[pitch]!);
  assert.ok(Math.min(...within) > 3 * Math.max(...outside), chroma.join(" "));
  assert.ok(Math.abs(chroma.reduce((sum, x) => sum + x, 0) - 1) < 1e-5);
});

Deno.test("timbreOf() hears one note as tonal and noise as not", () => {
  const clarity = (samples: Float32Array) => groupOf(vectorOf(samples), "tonality")[0]!;
  assert.ok(clarity(notes([69], { seconds: 5 })) > 0.3);
  assert.ok(clarity(noise(44100 * 5, 0.1)) < 0.05);
});

Deno.test("timbreOf() counts the onsets of clicks", () => {
  for (const bpm of [60, 120, 180]) {
    const [rate] = groupOf(vectorOf(clicks(bpm, { seconds: 30 })), "onsets");
    assert.ok(Math.abs(rate! / (bpm / 60) - 1) < 0.05, `${bpm} BPM: ${rate} a second`);
  }
});

Deno.test("timbreOf() has the rhythm of clicks at their tempo and its half, and not between", () => {
  const rhythm = groupOf(vectorOf(clicks(120, { seconds: 30 })), "rhythm");
  const at = (tempo: number) => rhythm[Math.round(4 * Math.log2(tempo / 30))]!;
  assert.ok(at(120) > 0.5 && at(60) > 0.5 && at(85) < 0.2, rhythm.join(" "));
});

Deno.test("timbreOf() hears noise as flatter, brighter and less contrasted than notes", () => {
  const hiss = vectorOf(noise(44100 * 5, 0.1)),
    tones = vectorOf(notes(C_MAJOR_SCALE, { seconds: 5 }));
  assert.ok(groupOf(hiss, "shape")[0]! > groupOf(tones, "shape")[0]! + 1);
  assert.ok(groupOf(hiss, "shape")[3]! > groupOf(tones, "shape")[3]! + 10);
  assert.ok(groupOf(hiss, "contrast")[3]! < groupOf(tones, "contrast")[3]!);
});

Deno.test("timbreOf() does not change with the level, and little with an offset", () => {
  const samples = clicks(100, { seconds: 10 }).map((x, i) => x + 0.1 * Math.sin(i * 0.05));
  const vector = vectorOf(samples);
  for (const changed of [samples.map((x) => x * 10), samples.map((x) => x / 4)]) {
    vectorOf(changed).forEach((value, i) => {
      assert.ok(Math.abs(value - vector[i]!) <= 1e-3 * (1 + Math.abs(vector[i]!)), `value ${i}`);
    });
  }
});

Deno.test("timbreOf() is absent with a reason for silence and a few samples, and always finite", () => {
  assert.deepEqual(timbreOf(new Float32Array(441000)), { absent: "silent" });
  assert.deepEqual(timbreOf(new Float32Array(441000).fill(0.5)), { absent: "silent" });
  assert.deepEqual(timbreOf(new Float32Array(4410).fill(0.5)), { absent: "too-short" });
  assert.deepEqual(timbreOf(new Float32Array(1)), { absent: "too-short" });
  const broken = noise(44100 * 5, 0.3);
  broken.set([NaN, Infinity, -Infinity, 1e30], 1000);
  assert.ok(vectorOf(broken).every(Number.isFinite));
  const tick = new Float32Array(44100 * 5);
  tick[30000] = 1;
  assert.ok(vectorOf(tick).every(Number.isFinite));
  const tone = new Float32Array(44100 * 5).map((_, i) => Math.sin(i * 0.06));
  assert.ok(vectorOf(tone).every(Number.isFinite));
});

sharedTest(
  "timbreOf() finds the halves of a clip nearest to each other for most of them",
  async () => {
    const halves: Float32Array[][] = [];
    for (const path of sharedSamples().filter((each) => each.endsWith(".opus"))) {
      const samples = x44kOf(await decodeOpus(sharedFile(path)));
      const middle = samples.length >> 1;
      halves.push([vectorOf(samples.subarray(0, middle)), vectorOf(samples.subarray(middle))]);
    }
    const moments = new RunningMoments(TIMBRE_DIMENSIONS);
    for (const vector of halves.flat()) moments.add(Float64Array.from(vector));
    const scale = moments.deviations();
    for (const { offset, length } of TIMBRE_GROUPS) {
      for (let i = offset; i < offset + length; i++) scale[i]! *= Math.sqrt(length);
    }
    const found = halves.filter(([first], i) => {
      const distances = halves.map(([, second]) => distance(first!, second!, scale));
      return distances.indexOf(Math.min(...distances)) === i;
    });
    assert.ok(found.length >= 0.7 * halves.length, `${found.length} of ${halves.length}`);
  },
);
