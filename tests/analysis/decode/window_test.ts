import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { Window } from "../../../analysis/decode/_window.ts";
import { decode, decodeStream, readMetadata } from "../../../analysis/decode/mod.ts";
import { sineOf, wavOf } from "../../fixtures/wav.ts";

Deno.test("Window keeps the middle of what was stated, or the last before it ends", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }),
    fc.integer({ min: 1, max: 100 }),
    fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
    (lengths, most, stated) => {
      const window = new Window(1, { seconds: most, stated });
      let seen = 0;
      for (const length of lengths) {
        window.push([Float32Array.from({ length }, (_, i) => seen + i)]);
        seen += length;
      }
      const { start, channels } = window.take();
      const end = Math.min(seen, most + Math.max(0, Math.floor(((stated ?? 0) - most) / 2)));
      assert.equal(start, Math.max(0, end - most));
      const kept = [...channels[0] ?? []];
      assert.deepEqual(kept, Array.from({ length: end - start }, (_, i) => start + i));
    },
  ));
});

const sampleRate = 8000;
const bytes = wavOf([
  sineOf(440, { sampleRate, seconds: 60 }),
  sineOf(660, { sampleRate, seconds: 60 }),
], { sampleRate });

Deno.test("decode() keeps the middle of a long file, says which part, and lets the whole be heard", async () => {
  const whole = await decode(bytes);
  assert.equal(whole.heard, undefined);
  let heard = 0;
  const onChunk = (chunk: { channels: readonly Float32Array[] }) =>
    heard += chunk.channels[0]!.length;
  const part = await decode(bytes, { maxSeconds: 10, onChunk });
  assert.deepEqual(part.heard, [25, 35]);
  assert.equal(heard, 60 * sampleRate);
  assert.equal(part.duration, 60);
  for (const c of [0, 1]) {
    const expected = whole.signal.channels[c]!.subarray(25 * sampleRate, 35 * sampleRate);
    assert.deepEqual(part.signal.channels[c], expected);
  }
});

Deno.test("decode() keeps the mean of both channels when asked", async () => {
  const stereo = (await decode(bytes)).signal.channels;
  const mono = (await decode(bytes, { mono: true })).signal.channels;
  assert.equal(mono.length, 1);
  assert.ok(
    [0, 1, 1000, 479_999].every((i) =>
      Math.abs(mono[0]![i]! - (stereo[0]![i]! + stereo[1]![i]!) / 2) < 1e-7
    ),
  );
});

Deno.test("decodeStream() gives the same samples from a path as from bytes, in small chunks", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "a b#%.wav");
    await Deno.writeFile(path, bytes);
    const sums: number[] = [];
    for (const input of [path, bytes]) {
      let sum = 0;
      for await (const { channels } of decodeStream(input)) {
        assert.ok(channels.length === 2 && channels[0]!.length <= 1 << 16);
        sum = channels[0]!.reduce((a, b) => a + Math.abs(b), sum);
      }
      sums.push(sum);
    }
    assert.equal(sums[0], sums[1]);
    await assert.rejects(decode(join(folder, "gone.wav")), { name: "DecodeError" });
    assert.deepEqual(await readMetadata(join(folder, "gone.wav")), { tags: {}, hasCover: false });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("decodeStream() can be left half-way", async () => {
  for await (const chunk of decodeStream(bytes)) {
    assert.ok(chunk.channels[0]!.length > 0);
    break;
  }
  assert.equal((await decode(bytes)).duration, 60);
});
