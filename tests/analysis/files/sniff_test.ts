import assert from "node:assert/strict";
import fc from "fast-check";
import { firstMpegFrame, mpegHeaderAt, sniffAudio } from "../../../analysis/files/mod.ts";

const AUDIO = new URL("../../fixtures/audio/", import.meta.url);

const EXPECTED: Readonly<Record<string, string>> = {
  "chord.aac": "adts/aac",
  "chord.alac.m4a": "mp4/",
  "chord.flac": "flac/flac",
  "chord.m4a": "mp4/",
  "chord.mp3": "mp3/mp3",
  "chord.oga": "ogg/flac",
  "chord.ogg": "ogg/vorbis",
  "chord.opus": "ogg/opus",
  "chord.wv": "wavpack/wavpack",
  "tagged.mp3": "mp3/mp3",
};

for (const [name, kind] of Object.entries(EXPECTED)) {
  Deno.test(`sniffAudio() knows ${name} by its first 4096 bytes`, async () => {
    const bytes = await Deno.readFile(new URL(name, AUDIO));
    const sniffed = sniffAudio(bytes.subarray(0, 4096));
    assert.equal(`${sniffed?.container}/${sniffed?.codec ?? ""}`, kind);
  });
}

Deno.test("sniffAudio() finds no audio in text, pictures or nothing", () => {
  const encoder = new TextEncoder();
  const none = [
    new Uint8Array(0),
    new Uint8Array([0xff]),
    encoder.encode('FILE "a.wav" WAVE\n  TRACK 01 AUDIO'),
    encoder.encode("RIFF....AVI LIST"),
    new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]),
    new Uint8Array([0xff, 0xfe, 0x48, 0, 0x65, 0, 0x6c, 0, 0x6c, 0, 0x6f, 0]),
    new Uint8Array(4096).fill(0xff),
    new Uint8Array(4096),
  ];
  for (const bytes of none) assert.equal(sniffAudio(bytes), undefined);
});

Deno.test("sniffAudio() looks behind an ID3v2 tag", async () => {
  const flac = await Deno.readFile(new URL("chord.flac", AUDIO));
  const tagged = new Uint8Array(20 + flac.length);
  tagged.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 10]);
  tagged.set(flac, 20);
  assert.equal(sniffAudio(tagged.subarray(0, 4096))?.container, "flac");
});

Deno.test("sniffAudio() never throws", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    const sniffed = sniffAudio(bytes);
    assert.ok(sniffed === undefined || sniffed.container.length > 0);
  }));
});

Deno.test("mpegHeaderAt() reads a frame header", () => {
  const header = mpegHeaderAt(new Uint8Array([0xff, 0xfb, 0x90, 0x00]), 0);
  assert.deepEqual(header, {
    version: 1,
    layer: 3,
    bitRate: 128,
    sampleRate: 44100,
    channels: 2,
    length: 417,
    samples: 1152,
    sideInfo: 32,
  });
  assert.equal(firstMpegFrame(new Uint8Array([0, 0, 0xff, 0xfb, 0x90, 0x00]), 6), -1);
});
