import assert from "node:assert/strict";
import { kernelOver } from "../../kernel/mod.ts";
import { seeded } from "../../domain/mod.ts";

const memory = new WebAssembly.Memory({ initial: 8, maximum: 8, shared: true });
const kernel = kernelOver(memory);

function filled<T extends Float32Array | Float64Array>(values: T, random: () => number): T {
  for (let i = 0; i < values.length; i++) values[i] = random() - 0.5;
  return values;
}

Deno.test("wideDots() gives to the bit what four sums in turn give", () => {
  const random = seeded(1);
  const [count, length] = [8, 36];
  const query = filled(new Float64Array(memory.buffer, 64, length), random);
  const rows = filled(new Float64Array(memory.buffer, 1024, count * length), random);
  const out = new Float64Array(memory.buffer, 8192, count + 1).fill(7);
  kernel.wideDots(query.byteOffset, rows.byteOffset, count, 8 * length, out.byteOffset);
  for (let row = 0; row < count; row++) {
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < length; i++) sums[i % 4]! += query[i]! * rows[row * length + i]!;
    assert.equal(out[row], sums[0]! + sums[1]! + (sums[2]! + sums[3]!));
  }
  assert.equal(out[count], 7);
});

Deno.test("polyphase() steps through samples and phases as a plain loop does", () => {
  const random = seeded(2);
  const taps = 32;
  for (const [up, down] of [[1, 1], [3, 7], [160, 441], [5, 2]] as const) {
    const samples = filled(new Float32Array(memory.buffer, 64, 2000), random);
    const table = filled(new Float32Array(memory.buffer, 16_384, up * taps), random);
    const count = Math.floor((samples.length - taps) * up / down) - 5;
    const start = 4;
    const out = new Float32Array(memory.buffer, 65_536, count);
    kernel.polyphase(
      samples.byteOffset + 4 * Math.floor(start * down / up),
      table.byteOffset,
      4 * taps,
      4 * taps * (start * down % up),
      4 * Math.floor(down / up),
      4 * taps * (down % up),
      table.byteLength,
      out.byteOffset,
      out.byteOffset + out.byteLength,
    );
    for (let n = 0; n < count; n++) {
      const at = Math.floor((n + start) * down / up), phase = (n + start) * down % up;
      let sum = 0;
      for (let t = 0; t < taps; t++) sum += samples[at + t]! * table[phase * taps + t]!;
      assert.ok(Math.abs(out[n]! - sum) < 1e-5, `${up}/${down}, output ${n}: ${out[n]}, ${sum}`);
    }
  }
});

Deno.test("windowed(), powers() and magnitudes() give to the bit what plain loops give", () => {
  const random = seeded(3);
  const length = 38;
  const at = (index: number) => new Float64Array(memory.buffer, 512 * index, length + 1);
  const samples = filled(new Float32Array(memory.buffer, 64, length), random);
  const [window, frame, im, out] = [
    filled(at(1), random),
    at(2).fill(7),
    filled(at(3), random),
    at(4),
  ];
  const end = frame!.byteOffset + 8 * length;
  kernel.windowed(samples.byteOffset, window!.byteOffset, frame!.byteOffset, end);
  assert.deepEqual([...frame!], [...Array.from(samples, (x, i) => window![i]! * x), 7]);
  const powers = Array.from({ length }, (_, k) => frame![k]! * frame![k]! + im![k]! * im![k]!);
  for (
    const [loop, expected] of [["powers", powers], ["magnitudes", powers.map(Math.sqrt)]] as const
  ) {
    out!.fill(9);
    kernel[loop](frame!.byteOffset, im!.byteOffset, end, out!.byteOffset);
    assert.deepEqual([...out!], [...expected, 9]);
  }
});

Deno.test("differences() gives to the bit what a plain loop gives, frame after frame", () => {
  const random = seeded(4);
  const bins = 6;
  const at = (index: number) => new Float64Array(memory.buffer, 4096 + 64 * index, bins);
  const [re, im, magnitude] = [at(0), at(1), at(2)];
  for (const sign of [1, -1]) {
    const state = new Float64Array(memory.buffer, 8192, 6 * bins).fill(0);
    const [cos1, sin1, cos2, sin2, before] = [1, 0, 1, 0, 0].map((x) =>
      Array<number>(bins).fill(x)
    );
    state.fill(1, 0, bins).fill(1, 2 * bins, 3 * bins);
    for (let frame = 0; frame < 4; frame++) {
      filled(re!, random);
      filled(im!, random);
      if (frame === 2) re![1] = im![1] = 0;
      for (let k = 0; k < bins; k++) magnitude![k] = Math.sqrt(re![k]! ** 2 + im![k]! ** 2);
      kernel.differences(
        re!.byteOffset,
        im!.byteOffset,
        magnitude!.byteOffset,
        re!.byteOffset + re!.byteLength,
        state.byteOffset,
        8 * bins,
        sign,
      );
      const squares = Array.from({ length: bins }, (_, k) => {
        const [c, s, d, t] = [cos1![k]!, sin1![k]!, cos2![k]!, sign * sin2![k]!];
        const [twiceCos, twiceSin] = [c * c - s * s, -2 * c * s];
        const [turnCos, turnSin] = [twiceCos * d - twiceSin * t, twiceCos * t + twiceSin * d];
        const real = before![k]! - (re![k]! * turnCos - im![k]! * turnSin);
        const imaginary = re![k]! * turnSin + im![k]! * turnCos;
        [cos2![k], sin2![k]] = [c, s];
        const size = magnitude![k]!;
        [cos1![k], sin1![k]] = size > 0 ? [re![k]! / size, im![k]! / size] : [1, 0];
        before![k] = size;
        return real * real + imaginary * imaginary;
      });
      assert.deepEqual([...state.subarray(5 * bins)], squares, `frame ${frame}`);
    }
  }
});

Deno.test("largestOfThree() gives the largest of three sums at each place, and no more places", () => {
  const random = seeded(5);
  const samples = filled(new Float32Array(memory.buffer, 64, 27), random);
  const table = filled(new Float32Array(memory.buffer, 1024, 96), random);
  for (let i = 0; i < table.length; i++) table[i] = table[i - i % 4]!;
  const out = new Float32Array(memory.buffer, 4096, 21).fill(7);
  kernel.largestOfThree(64, 1024, 4096, 4096 + 80);
  for (let n = 0; n < 20; n++) {
    const sums = [0, 1, 2].map((row) =>
      Math.abs(
        Array.from({ length: 8 }, (_, j) => j)
          .reduce((sum, j) => sum + samples[n + j]! * table[4 * (8 * row + j)]!, 0),
      )
    );
    assert.ok(Math.abs(out[n]! - Math.max(...sums)) < 1e-6, `${out[n]}, ${sums}`);
  }
  assert.equal(out[20], 7);
});
