import assert from "node:assert/strict";
import { resample } from "../../analysis/signal/resample.ts";

function sine(rate: number, hertz: number): Float32Array {
  return Float32Array.from(
    { length: rate },
    (_, i) => 0.5 * Math.sin(2 * Math.PI * hertz * i / rate),
  );
}

function middle(samples: Float32Array): Float32Array {
  return samples.subarray(samples.length >> 2, 3 * (samples.length >> 2));
}

function decibels(samples: Float32Array): number {
  const power = samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
  return 10 * Math.log10(power + 1e-30);
}

const PAIRS = [
  [44100, 16000],
  [44100, 11025],
  [48000, 44100],
  [48000, 16000],
  [96000, 44100],
  [
    22050,
    44100,
  ],
  [8000, 44100],
  [44056, 44100],
] as const;

for (const [from, to] of PAIRS) {
  Deno.test(`resample() from ${from} to ${to} Hz keeps sines and drops aliases`, () => {
    const nyquist = Math.min(from, to) / 2;
    const reference = decibels(middle(sine(to, 0.1 * nyquist)));
    for (const share of [0.02, 0.3, 0.6, 0.85]) {
      const expected = middle(sine(to, share * nyquist));
      const got = middle(resample(sine(from, share * nyquist), { from, to }));
      const residual = decibels(got.map((x, i) => x - expected[i]!)) - reference;
      assert.ok(residual < -85, `residual at ${share} of Nyquist: ${residual.toFixed(1)} dB`);
      const gain = decibels(got) - decibels(expected);
      assert.ok(Math.abs(gain) < 0.01, `gain at ${share} of Nyquist: ${gain.toFixed(4)} dB`);
    }
    if (from > to) {
      for (const share of [1.06, 1.3, Math.min(0.97 * from / to, 2.1)]) {
        if (share * nyquist >= from / 2) continue;
        const alias = decibels(middle(resample(sine(from, share * nyquist), { from, to }))) -
          reference;
        assert.ok(alias < -80, `alias of ${share} of Nyquist: ${alias.toFixed(1)} dB`);
      }
    }
  });
}

Deno.test("resample() keeps a constant, and the length in seconds", () => {
  const got = resample(new Float32Array(4410).fill(0.5), { from: 44100, to: 16000 });
  assert.equal(got.length, 1600);
  assert.ok(middle(got).every((x) => Math.abs(x - 0.5) < 1e-6));
});

Deno.test("resample() handles no samples, one sample and equal rates", () => {
  assert.equal(resample(new Float32Array(0), { from: 44100, to: 16000 }).length, 0);
  assert.equal(resample(new Float32Array(1), { from: 44100, to: 16000 }).length, 0);
  const samples = new Float32Array(3);
  assert.equal(resample(samples, { from: 16000, to: 16000 }), samples);
  assert.throws(() => resample(samples, { from: 0, to: 16000 }), RangeError);
});
