import assert from "node:assert/strict";
import { onAttacks } from "../../../analysis/strips/_on_attacks.ts";

const RATE = 44_100;
const PERIOD = 0.5;
const BEATS = 40;

/** Decaying tones of 200 Hz, one a beat, beginning at these places of each period. */
function tones(...places: readonly { readonly at: number; readonly level: number }[]) {
  const samples = new Float32Array((BEATS + 1) * PERIOD * RATE);
  for (let beat = 0; beat < BEATS; beat++) {
    for (const { at, level } of places) {
      const start = Math.round((beat * PERIOD + at) * RATE);
      for (let i = 0; i < 6000 && start + i < samples.length; i++) {
        samples[start + i]! += level * Math.exp(-i / 1500) *
          Math.sin(2 * Math.PI * 200 * i / RATE);
      }
    }
  }
  return samples;
}

function startOf(samples: Float32Array, start: number): number {
  return onAttacks(samples, { start, period: PERIOD, beats: BEATS, before: 0 }).start;
}

const TONE = { at: 0.1, level: 0.5 };

Deno.test("onAttacks() moves beats onto the attack near them, and further where nothing is near", () => {
  const samples = tones(TONE);
  for (const off of [-0.05, -0.03, 0, 0.03, 0.05, 0.18, -0.2]) {
    assert.ok(Math.abs(startOf(samples, TONE.at + off) - TONE.at) < 0.005, `${off}`);
  }
});

Deno.test("onAttacks() leaves beats at a weaker attack that is near, and where there is none at all", () => {
  const both = tones(TONE, { at: 0.35, level: 0.2 });
  assert.ok(Math.abs(startOf(both, 0.33) - 0.35) < 0.005);
  const steady = Float32Array.from({ length: 20 * RATE }, (_, i) => 0.3 * Math.sin(i / 30));
  assert.equal(startOf(steady, 0.33), 0.33);
});
