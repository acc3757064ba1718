import assert from "node:assert/strict";
import { decode, DecodeError, readMetadata } from "../../../analysis/decode/mod.ts";
import { id3Of, joined } from "../payload/_retag.ts";

const AUDIO = new URL("../../fixtures/audio/", import.meta.url);

interface Expected {
  readonly container: string;
  readonly codec: string;
  readonly sampleRate?: number;
  /** Samples per channel; those of the chord as it was made unless told otherwise. */
  readonly samples?: number;
}

/**
 * Every decoder gives back the 22050 samples that went into the encoder. ADTS alone has no place to
 * say that encoders put samples in front and behind.
 */
const EXPECTED: Readonly<Record<string, Expected>> = {
  "chord.mp3": { container: "mp3", codec: "mp3" },
  "chord.ogg": { container: "ogg", codec: "vorbis" },
  "chord.opus": { container: "ogg", codec: "opus", sampleRate: 48000, samples: 24000 },
  "chord.flac": { container: "flac", codec: "flac" },
  "chord.oga": { container: "ogg", codec: "flac" },
  "chord.m4a": { container: "mp4", codec: "aac" },
  "chord.faststart.m4a": { container: "mp4", codec: "aac" },
  "chord.alac.m4a": { container: "mp4", codec: "alac" },
  "chord.aac": { container: "adts", codec: "aac", samples: 22528 },
};

function read(name: string): Promise<Uint8Array> {
  return Deno.readFile(new URL(name, AUDIO));
}

/** Amplitude of a frequency in the middle of a channel, by the Goertzel sum. */
function amplitudeAt(channel: Float32Array, frequency: number, sampleRate: number): number {
  const from = Math.floor(channel.length / 4);
  const length = Math.floor(channel.length / 2);
  let [re, im, weight] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    const hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / length);
    const phase = 2 * Math.PI * frequency * i / sampleRate;
    re += hann * channel[from + i]! * Math.cos(phase);
    im += hann * channel[from + i]! * Math.sin(phase);
    weight += hann;
  }
  return 2 * Math.hypot(re, im) / weight;
}

for (const [name, expected] of Object.entries(EXPECTED)) {
  Deno.test(`decode() reads ${name} without any system program`, async () => {
    const { container, codec, sampleRate = 44100, samples = 22050 } = expected;
    const decoded = await decode(await read(name));
    assert.deepEqual([decoded.container, decoded.codec], [container, codec]);
    assert.deepEqual([decoded.sampleRate, decoded.channels], [sampleRate, 2]);
    assert.equal(decoded.damage, undefined);
    const [left, right] = decoded.signal.channels;
    assert.deepEqual([left?.length, right?.length], [samples, samples]);
    assert.ok(Math.abs(amplitudeAt(left!, 440, sampleRate) - 0.25) < 0.015);
    assert.ok(Math.abs(amplitudeAt(left!, 659.25, sampleRate) - 0.2) < 0.015);
    assert.ok(Math.abs(amplitudeAt(right!, 554.37, sampleRate) - 0.25) < 0.015);
    assert.ok(Math.abs(amplitudeAt(right!, 220, sampleRate) - 0.2) < 0.015);
    assert.ok(amplitudeAt(left!, 554.37, sampleRate) < 0.01);
  });
}

Deno.test("decode() starts lossless and gapless formats at the same sample", async () => {
  const flac = (await decode(await read("chord.flac"))).signal.channels[0]!;
  for (const name of ["chord.oga", "chord.alac.m4a", "chord.m4a", "chord.mp3", "chord.ogg"]) {
    const other = (await decode(await read(name))).signal.channels[0]!;
    let error = 0;
    for (let i = 5000; i < 15000; i++) error += (flac[i]! - other[i]!) ** 2;
    assert.ok(Math.sqrt(error / 10000) < 0.01, `${name} is ${Math.sqrt(error / 10000)} off`);
  }
});

Deno.test("decode() knows the speakers of Vorbis and of Apple Lossless", async () => {
  for (const name of ["front_left.ogg", "front_left.alac.m4a"]) {
    const { signal, channels, downmix, sampleRate } = await decode(await read(name));
    assert.equal(channels, 6);
    assert.match(downmix ?? "", /BS\.775/);
    assert.ok(Math.abs(amplitudeAt(signal.channels[0]!, 60, sampleRate) - 0.5) < 0.02);
    assert.ok(amplitudeAt(signal.channels[1]!, 60, sampleRate) < 0.01);
  }
});

Deno.test("decode() goes through all links of a chained Ogg stream", async () => {
  const [opus, vorbis] = [await read("chord.opus"), await read("chord.ogg")];
  const first = (await decode(opus)).signal.channels[0]!;
  const chain = new Uint8Array([...opus, ...withSerial(opus, 77)]);
  const { signal, damage } = await decode(chain);
  assert.deepEqual([signal.channels[0]!.length, damage], [2 * first.length, undefined]);
  assert.deepEqual(signal.channels[0]!.subarray(first.length), first);
  const mixed = await decode(new Uint8Array([...opus, ...withSerial(vorbis, 77)]));
  assert.match(mixed.damage ?? "", /^the sample rate changes to 44100 Hz after 0\.5 s/);
});

function withSerial(ogg: Uint8Array, serial: number): Uint8Array {
  const copy = ogg.slice();
  for (let at = 0; at + 18 < copy.length; at++) {
    const isPage = [0x4f, 0x67, 0x67, 0x53].every((byte, i) => copy[at + i] === byte);
    if (isPage) new DataView(copy.buffer).setUint32(at + 14, serial, true);
  }
  return copy;
}

Deno.test("decode() gives the same samples twice", async () => {
  for (const name of Object.keys(EXPECTED)) {
    const bytes = await read(name);
    const [first, second] = [await decode(bytes), await decode(bytes)];
    assert.deepEqual(first.signal.channels, second.signal.channels);
  }
});

Deno.test("decode() sends what it does not know to ffmpeg, or says that it needs it", async () => {
  const path = new URL("chord.wv", AUDIO).pathname;
  try {
    const decoded = await decode(path);
    assert.deepEqual([decoded.container, decoded.codec], ["wavpack", "wavpack"]);
    assert.equal(decoded.signal.channels[0]!.length, 4410);
    const fromBytes = await decode(await Deno.readFile(path));
    assert.deepEqual(fromBytes.signal, decoded.signal);
  } catch (error) {
    assert.ok(error instanceof DecodeError);
    assert.equal(error.reason, "wavpack needs ffmpeg, which is not installed");
  }
});

Deno.test("readMetadata() reads tags", async () => {
  const { tags, hasCover, bitRate } = await readMetadata(await read("tagged.mp3"));
  assert.deepEqual(tags, {
    title: "Accord",
    artist: "Fonoteca",
    album: "Tests",
    genres: ["Ambient"],
    year: 2021,
    date: "2021-05-06",
    trackNumber: 7,
  });
  assert.equal(hasCover, false);
  assert.equal(bitRate, 64);
});

Deno.test("readMetadata() reads a year only where its four digits stand alone or begin a date", async () => {
  const sound = await read("chord.mp3");
  const written: readonly (readonly [string, number | undefined, string | undefined])[] = [
    ["2024", 2024, "2024"],
    ["2024-05-17T12:30", 2024, "2024-05-17"],
    ["2024-99", 2024, "2024"],
    ["20240517", 2024, "2024"],
    ["20244-99", undefined, undefined],
    ["20249917", undefined, undefined],
    ["12024", undefined, undefined],
  ];
  for (const [text, year, date] of written) {
    const { tags } = await readMetadata(joined(id3Of("TDRC", { text }), sound));
    assert.deepEqual([tags.year, tags.date], [year, date], text);
  }
});
