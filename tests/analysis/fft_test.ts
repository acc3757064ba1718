import assert from "node:assert/strict";
import fc from "fast-check";
import { createRealFft, WindowedFft } from "../../analysis/signal/fft.ts";

function directTransform(frame: Float64Array): { re: number[]; im: number[] } {
  const re: number[] = [], im: number[] = [];
  for (let k = 0; k <= frame.length / 2; k++) {
    let r = 0, i = 0;
    frame.forEach((value, n) => {
      r += value * Math.cos(2 * Math.PI * k * n / frame.length);
      i -= value * Math.sin(2 * Math.PI * k * n / frame.length);
    });
    re.push(r);
    im.push(i);
  }
  return { re, im };
}

for (const size of [8, 16, 32, 64, 512, 1024]) {
  Deno.test(`createRealFft() equals the direct sum for ${size} samples`, () => {
    const fft = createRealFft(size);
    const samples = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: size,
      maxLength: size,
    });
    fc.assert(
      fc.property(samples, (values) => {
        const frame = Float64Array.from(values);
        const expected = directTransform(frame);
        fft.transform(frame);
        for (let k = 0; k < fft.bins; k++) {
          assert.ok(Math.abs(fft.re[k]! - expected.re[k]!) < 1e-10 * size, `re ${k}`);
          assert.ok(Math.abs(fft.im[k]! - expected.im[k]!) < 1e-10 * size, `im ${k}`);
        }
      }),
      { numRuns: size > 64 ? 2 : 20 },
    );
  });
}

Deno.test("createRealFft() keeps the energy (Parseval) for 4096 samples", () => {
  const fft = createRealFft(4096);
  const frame = Float64Array.from({ length: 4096 }, (_, i) => Math.sin(i * i * 0.001) + 0.1);
  fft.transform(frame);
  let energy = 0;
  for (let k = 0; k < fft.bins; k++) {
    const twice = k === 0 || k === 2048 ? 1 : 2;
    energy += twice * (fft.re[k]! ** 2 + fft.im[k]! ** 2);
  }
  const expected = 4096 * frame.reduce((sum, x) => sum + x * x, 0);
  assert.ok(Math.abs(energy / expected - 1) < 1e-12);
});

Deno.test("createRealFft() refuses sizes that are no power of two", () => {
  assert.throws(() => createRealFft(12), /power of two/);
  assert.throws(() => createRealFft(4), RangeError);
});

Deno.test("WindowedFft gives to the bit what createRealFft() gives for the windowed part", () => {
  const samples = Float32Array.from({ length: 1500 }, (_, i) => Math.sin(i * i * 0.003));
  const fft = createRealFft(1024);
  for (const length of [640, 1024]) {
    const window = Float64Array.from({ length }, (_, i) => 1 + Math.cos(i));
    const windowed = new WindowedFft(window, 1024);
    for (const start of [-700, -2000, 0, 333, 1200, 1500, 9000]) {
      const frame = new Float64Array(1024);
      const values = window.map((_, i) => samples[start + i] ?? 0);
      window.forEach((weight, i) => frame[i] = weight * values[i]!);
      fft.transform(frame);
      const powers = fft.re.map((re, k) => re * re + fft.im[k]! * fft.im[k]!);
      for (
        const transform of [
          () => windowed.transform(samples, start),
          () => windowed.transformFrame(values),
        ]
      ) {
        transform();
        assert.deepEqual([...windowed.re], [...fft.re]);
        assert.deepEqual([...windowed.im], [...fft.im]);
        assert.deepEqual([...windowed.powers()], [...powers]);
        assert.deepEqual([...windowed.magnitudes()], [...powers.map(Math.sqrt)]);
      }
    }
  }
});
