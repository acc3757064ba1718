import assert from "node:assert/strict";
import { WaveMaker } from "../../../analysis/strips/wave.ts";
import { valueIn, WAVE_SCALE } from "../../../domain/mod.ts";

const RATE = 8_000;

Deno.test("a waveform keeps the extremes of the whole file in at most 600 moments", () => {
  const maker = new WaveMaker();
  const seconds = 500;
  for (let second = 0; second < seconds; second++) {
    const samples = new Float32Array(RATE);
    if (second === 250) samples.set([0.9, -0.6], 100);
    maker.add([samples, samples], RATE);
  }
  const { step, extremes } = maker.end()!;
  const moments = extremes.length / 2;
  assert.ok(moments <= 600 && moments > 300, `${moments}`);
  assert.ok(Math.abs(moments * step - seconds) <= step, `${moments} of ${step} s`);
  const strip = { data: extremes, scale: WAVE_SCALE };
  const loud = Math.floor(250 / step);
  for (let moment = 0; moment < moments; moment++) {
    const [low, high] = [valueIn(strip, 2 * moment), valueIn(strip, 2 * moment + 1)];
    const [wantedLow, wantedHigh] = moment === loud ? [-0.6, 0.9] : [0, 0];
    assert.ok(Math.abs(low - wantedLow) < 0.01 && Math.abs(high - wantedHigh) < 0.01, `${moment}`);
  }
});

Deno.test("of nothing there is no waveform", () => {
  assert.equal(new WaveMaker().end(), undefined);
});
