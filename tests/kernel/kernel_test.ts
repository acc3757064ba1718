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
