import assert from "node:assert/strict";
import { decode, DecodeError } from "../../../analysis/decode/mod.ts";
import { aiffOf, sineOf, wavOf } from "../../fixtures/wav.ts";

const rate = 44100;
const left = sineOf(440, { sampleRate: rate, seconds: 0.1 });
const right = sineOf(660, { sampleRate: rate, seconds: 0.1, amplitude: 0.25 });

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  assert.equal(a.length, b.length);
  return Math.max(0, ...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

for (const bits of [8, 16, 24, 32, 64] as const) {
  Deno.test(`decode() reads ${bits}-bit WAV and AIFF to half a step`, async () => {
    const step = 2 ** (1 - Math.min(bits, 25));
    for (
      const bytes of [
        wavOf([left, right], { sampleRate: rate, bits }),
        wavOf([left, right], { sampleRate: rate, bits, mask: 3 }),
        aiffOf([left, right], { sampleRate: rate, bits }),
      ]
    ) {
      const { signal, channels, sampleRate, codec, damage } = await decode(bytes);
      assert.deepEqual([channels, sampleRate, codec, damage], [2, rate, "pcm", undefined]);
      assert.ok(worst(signal.channels[0]!, left) <= step / 2 + 1e-7);
      assert.ok(worst(signal.channels[1]!, right) <= step / 2 + 1e-7);
    }
  });
}

Deno.test("decode() reads floats exactly, far above full scale too", async () => {
  const loud = left.map((value) => value * 20);
  for (
    const bytes of [
      wavOf([loud], { sampleRate: rate, bits: 32, float: true }),
      wavOf([loud], { sampleRate: rate, bits: 64, float: true, mask: 4 }),
      aiffOf([loud], { sampleRate: rate, bits: 32, compression: "fl32" }),
      aiffOf([loud], { sampleRate: rate, bits: 64, compression: "fl64" }),
    ]
  ) {
    const { signal, replacedSamples, damage } = await decode(bytes);
    assert.deepEqual(signal.channels, [loud]);
    assert.deepEqual([replacedSamples, damage], [0, undefined]);
  }
});

Deno.test("decode() reads little-endian AIFC", async () => {
  const { signal } = await decode(aiffOf([left, right], { sampleRate: rate, compression: "sowt" }));
  assert.ok(worst(signal.channels[1]!, right) < 2e-5);
});

Deno.test("decode() sets what is no sample to 0 and counts it", async () => {
  const broken = left.slice();
  broken.set([NaN, Infinity, -Infinity, 1e30, -101, 99], 100);
  const bytes = wavOf([broken, right], { sampleRate: rate, bits: 32, float: true });
  const { signal, replacedSamples, damage } = await decode(bytes);
  assert.equal(replacedSamples, 5);
  assert.deepEqual([...signal.channels[0]!.subarray(100, 106)], [0, 0, 0, 0, 0, 99]);
  assert.equal(
    damage,
    "5 impossible samples set to 0; 1 sample beyond +24 dBFS, measured as that",
  );
});

Deno.test("decode() takes one sample, and refuses none", async () => {
  const one = await decode(wavOf([[0.5]], { sampleRate: rate }));
  assert.deepEqual([...one.signal.channels[0]!], [0.5]);
  assert.equal(one.duration, 1 / rate);
  await assert.rejects(decode(wavOf([[]], { sampleRate: rate })), DecodeError);
  await assert.rejects(decode(new Uint8Array(0)), {
    name: "DecodeError",
    reason: "the file is empty",
    stage: "decode",
  });
});

Deno.test("decode() takes any sample rate and says it", async () => {
  for (const sampleRate of [8000, 11025, 96000, 192000]) {
    const sound = sineOf(100, { sampleRate, seconds: 0.1 });
    for (const bytes of [wavOf([sound], { sampleRate }), aiffOf([sound], { sampleRate })]) {
      const decoded = await decode(bytes);
      assert.equal(decoded.signal.sampleRate, sampleRate);
      assert.equal(decoded.duration, sound.length / sampleRate);
    }
  }
});

Deno.test("decode() mixes 5.1 down after BS.775 and says so", async () => {
  const constant = (value: number) => new Float32Array(100).fill(value);
  const speakers = [0.5, 0.25, 0.125, 0.9, 0.0625, 0.03125].map(constant);
  const format = { sampleRate: rate, bits: 32, float: true, mask: 0x3f } as const;
  const { signal, channels, downmix } = await decode(wavOf(speakers, format));
  assert.equal(channels, 6);
  assert.equal(downmix, "6 channels (FL FR FC LFE BL BR) to stereo after ITU-R BS.775");
  const half = Math.SQRT1_2;
  assert.ok(Math.abs(signal.channels[0]![50]! - (0.5 + half * (0.125 + 0.0625))) < 1e-6);
  assert.ok(Math.abs(signal.channels[1]![50]! - (0.25 + half * (0.125 + 0.03125))) < 1e-6);
});

Deno.test("decode() takes even and odd channels where no speaker is known", async () => {
  const constant = (value: number) => new Float32Array(100).fill(value);
  const format = { sampleRate: rate, bits: 32, float: true } as const;
  const decoded = await decode(wavOf([0.1, 0.2, 0.3, 0.4, 0.5].map(constant), format));
  assert.match(decoded.downmix ?? "", /unknown place/);
  assert.ok(Math.abs(decoded.signal.channels[0]![0]! - 0.3) < 1e-6);
  assert.ok(Math.abs(decoded.signal.channels[1]![0]! - 0.3) < 1e-6);
});

Deno.test("decode() says how much of a WAV or AIFF file is there", async () => {
  for (const make of [wavOf, aiffOf]) {
    const sound = sineOf(440, { sampleRate: 8000, seconds: 10 });
    const whole = make([sound], { sampleRate: 8000 });
    const decoded = await decode(whole.subarray(0, whole.length / 2));
    assert.equal(decoded.damage, "decoded 5.0 s of 10.0 s");
    assert.equal(decoded.stated, 10);
  }
});

Deno.test("decode() reads a WAV file whose length was never filled in", async () => {
  const bytes = wavOf([left], { sampleRate: rate });
  for (const open of [0, 0xffffffff]) {
    const copy = bytes.slice();
    new DataView(copy.buffer).setUint32(40, open, true);
    const decoded = await decode(copy);
    assert.deepEqual([decoded.duration, decoded.damage], [0.1, undefined]);
  }
});

Deno.test("decode() refuses a WAV file with impossible numbers", async () => {
  const bytes = wavOf([left], { sampleRate: rate });
  for (const [at, value] of [[22, 0], [22, 65535], [24, 0]] as const) {
    const copy = bytes.slice();
    new DataView(copy.buffer).setUint16(at, value, true);
    if (at === 24) new DataView(copy.buffer).setUint32(at, value, true);
    await assert.rejects(decode(copy), /Cannot decode: the WAV file states/);
  }
});
