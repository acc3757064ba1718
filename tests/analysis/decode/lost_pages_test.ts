import assert from "node:assert/strict";
import { decode } from "../../../analysis/decode/mod.ts";
import { sharedPath, sharedTest } from "../../fixtures/shared.ts";

const AUDIO = new URL("../../fixtures/audio/", import.meta.url);

function read(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(new URL(name, AUDIO)) as Promise<Uint8Array<ArrayBuffer>>;
}

/** Offsets of the pages of an Ogg file. */
function pagesOf(bytes: Uint8Array): readonly number[] {
  const pages: number[] = [];
  for (let at = 0; at + 27 <= bytes.length;) {
    pages.push(at);
    const segments = bytes[at + 26]!;
    const lengths = bytes.subarray(at + 27, at + 27 + segments);
    at += lengths.reduce((sum, length) => sum + length, 27 + segments);
  }
  return pages;
}

function without(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const out = new Uint8Array(bytes.length - (to - from));
  out.set(bytes.subarray(0, from));
  out.set(bytes.subarray(to), from);
  return out;
}

for (const file of ["ogg_two_streams.ogg", "opus_gain_minus12.opus"]) {
  sharedTest(`decode() tells of pages that are zeros or missing in ${file}`, async () => {
    const bytes = await Deno.readFile(sharedPath(`faults/${file}`));
    const pages = pagesOf(bytes);
    const [from, to] = [
      pages[Math.floor(pages.length / 2)]!,
      pages[Math.floor(pages.length / 2) + 1]!,
    ];
    assert.equal((await decode(bytes)).damage, undefined);
    const gone = await decode(without(bytes, from, to));
    const zeroed = await decode(bytes.slice().fill(0, from, to));
    for (const { damage } of [gone, zeroed]) {
      assert.match(damage ?? "none", /1 page missing|decoded/);
    }
    const flipped = bytes.slice();
    flipped[to - 5]! ^= 0x55;
    assert.match((await decode(flipped)).damage ?? "none", /1 page with a wrong checksum/);
  });
}

Deno.test("decode() tells of zeros in an ADTS stream", async () => {
  const bytes = await read("chord.aac");
  assert.equal((await decode(bytes)).damage, undefined);
  const middle = Math.floor(bytes.length / 2);
  const { damage } = await decode(bytes.slice().fill(0, middle, middle + 900));
  assert.match(damage ?? "none", /damaged frame/);
});

sharedTest("decode() of FLAC loses no more than the frames that were hit", async () => {
  const bytes = await Deno.readFile(sharedPath("faults/artists_three.flac"));
  const middle = Math.floor(bytes.length / 2);
  const whole = await decode(bytes);
  const broken = bytes.slice();
  for (let i = 0; i < 200; i++) broken[middle + i] = (i * 97) & 255;
  const { damage, duration } = await decode(broken);
  assert.match(damage ?? "none", /damaged frame/);
  assert.ok(whole.duration - duration < 0.25, `${whole.duration - duration} s are lost`);
});
