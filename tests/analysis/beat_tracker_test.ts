import assert from "node:assert/strict";
import { seeded } from "../../domain/mod.ts";
import { agreeOnBeats } from "../../analysis/descriptors/_agreement.ts";
import { ONSET_RATE } from "../../analysis/descriptors/_beat_periods.ts";
import { tapBeats } from "../../analysis/descriptors/_beat_tracker.ts";
import { onsetFunctions } from "../../analysis/descriptors/_onset_functions.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { groundTruth, pieceOf } from "./_audio.ts";
import { essentiaReference } from "./_essentia.ts";

const essentia = essentiaReference();

function tappedByEssentia(
  onsets: Float32Array,
  { doubled, range = [40, 208] }: { doubled: boolean; range?: readonly [number, number] },
): number[] {
  const vector = essentia.arrayToVector(onsets);
  const { ticks } = essentia.TempoTapDegara(
    vector,
    range[1],
    range[0],
    doubled ? "x2" : "none",
    doubled ? ONSET_RATE / 2 : ONSET_RATE,
  );
  const beats = [...essentia.vectorToArray(ticks)];
  ticks.delete();
  vector.delete();
  return beats;
}

/** Onsets at a period that drifts, beside others at random. */
function onsetsAt(period: number, { length, noise }: { length: number; noise: number }) {
  const random = seeded(Math.round(100 * period));
  const onsets = Float32Array.from({ length }, () => noise * random());
  for (let at = period * random(), gap = period; at < length; at += gap) {
    onsets[Math.floor(at)]! += 1 - 0.3 * random();
    gap = period * (1 + 0.06 * Math.sin(at / 900));
  }
  return onsets;
}

sharedTest(
  "tapBeats() places the beats where Essentia does, under all five functions",
  async () => {
    for (const { file } of groundTruth().filter((_, i) => i % 5 === 1)) {
      const { complex, energy, mel, emphasis, gain } = onsetFunctions(await pieceOf(file));
      for (const range of [[40, 208], [90.5, 131.2]] as const) {
        for (const onsets of [complex, energy, mel, emphasis, gain]) {
          const doubled = onsets !== emphasis && onsets !== gain;
          const options = { doubled, range };
          const beats = [...tapBeats(onsets, options)];
          assert.deepEqual(beats, tappedByEssentia(onsets, options), `${file}, ${range}`);
        }
      }
    }
  },
);

Deno.test("tapBeats() places the beats of ten minutes and of half a second where Essentia does", () => {
  for (const length of [43, 700, 51_680]) {
    for (const period of [26.5, 43, 61.8]) {
      const onsets = onsetsAt(period, { length, noise: 0.3 });
      const options = { doubled: false };
      assert.deepEqual([...tapBeats(onsets, options)], tappedByEssentia(onsets, options));
    }
  }
});

Deno.test("tapBeats() bears nothing, silence and one value", () => {
  assert.equal(tapBeats(new Float32Array(0), { doubled: true }).length, 0);
  for (const length of [1, 2, 3000]) {
    const beats = tapBeats(new Float32Array(length), { doubled: true });
    assert.ok(beats.every((beat) => beat >= 0 && beat < 2 * length / ONSET_RATE));
  }
});

function agreedByEssentia(candidates: readonly Float32Array[]) {
  const list = essentia.newVectors();
  for (const candidate of candidates) list.push_back(essentia.arrayToVector(candidate));
  const { ticks, confidence } = essentia.TempoTapMaxAgreement(list);
  return { beats: [...essentia.vectorToArray(ticks)], confidence };
}

function beatsEvery(period: number, { jitter, count }: { jitter: number; count: number }) {
  const random = seeded(Math.round(1000 * period + count));
  return Float32Array.from({ length: count }, (_, i) => 1 + period * (i + jitter * random()));
}

Deno.test("agreeOnBeats() takes the sequence that Essentia takes, as sure of it", () => {
  for (const period of [0.31, 0.5, 0.77, 1.2]) {
    for (const jitter of [0, 0.1, 0.5, 0.9]) {
      const steady = beatsEvery(period, { jitter: jitter / 4, count: 200 });
      const doubled = beatsEvery(period / 2, { jitter, count: 350 });
      const short = beatsEvery(period, { jitter, count: 30 });
      for (
        const candidates of [
          [steady, short],
          [doubled, short, steady],
          [short, doubled, steady, beatsEvery(period * 1.4, { jitter, count: 90 })],
          [steady, new Float32Array([9]), doubled, new Float32Array([7])],
        ]
      ) {
        const expected = agreedByEssentia(candidates);
        const { beats, confidence } = agreeOnBeats(candidates);
        assert.deepEqual([...beats], expected.beats);
        assert.ok(Math.abs(confidence - expected.confidence) < 1e-5, `${confidence}`);
      }
    }
  }
});

Deno.test("agreeOnBeats() bears sequences without a beat", () => {
  const nothing = new Float32Array(0);
  assert.deepEqual(agreeOnBeats([nothing, nothing]), { beats: nothing, confidence: 0 });
});
