import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanText, decode, DecodeError } from "../../../analysis/decode/mod.ts";

const AUDIO = new URL("../../fixtures/audio/", import.meta.url);
const NAMES = [
  "chord.mp3",
  "chord.ogg",
  "chord.opus",
  "chord.flac",
  "chord.oga",
  "chord.m4a",
  "chord.faststart.m4a",
  "chord.alac.m4a",
  "chord.aac",
];

/** Decodes, and fails unless it ends as it may: with samples that can be, or with a reason. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    const { signal, duration, damage } = await decode(bytes);
    assert.ok(duration > 0);
    assert.ok(signal.channels.every((channel) => channel.every((x) => Math.abs(x) <= 100)));
    return damage ?? "whole";
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    assert.ok(error.reason.length > 0);
    return error.reason;
  }
}

Deno.test("decode() says what is missing of a truncated file", async () => {
  const expected: Readonly<Record<string, RegExp>> = {
    "chord.mp3": /^decoded 0\.\d s of 0\.5 s/,
    "chord.ogg": /cut short/,
    "chord.opus": /cut short/,
    "chord.flac": /no sample|^decoded 0\.\d s of 0\.5 s/,
    "chord.faststart.m4a": /^decoded 0\.\d s of 0\.5 s/,
    "chord.alac.m4a": /index \(moov\)/,
    "chord.m4a": /index \(moov\)/,
  };
  for (const [name, reason] of Object.entries(expected)) {
    const bytes = await Deno.readFile(new URL(name, AUDIO));
    assert.match(await outcomeOf(bytes.subarray(0, bytes.length * 0.45)), reason, name);
  }
});

Deno.test("decode() refuses files that end after their header", async () => {
  for (
    const [name, length] of [["chord.flac", 42], ["chord.ogg", 60], ["chord.opus", 100]] as const
  ) {
    const bytes = await Deno.readFile(new URL(name, AUDIO));
    await assert.rejects(decode(bytes.subarray(0, length)), DecodeError);
  }
});

Deno.test("decode() does not take padding behind the music for damage", async () => {
  const mp3 = await Deno.readFile(new URL("chord.mp3", AUDIO));
  const padded = new Uint8Array(mp3.length + 50_000);
  padded.set(mp3);
  assert.equal(await outcomeOf(padded), "whole");
});

for (const name of NAMES) {
  Deno.test(`decode() of a corrupted ${name} ends with samples or a reason`, async () => {
    const bytes = await Deno.readFile(new URL(name, AUDIO));
    const spot = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(spot, { minLength: 1, maxLength: 60 }),
        fc.nat(bytes.length),
        fc.nat(2000),
        async (spots, cut, gap) => {
          const broken = bytes.slice();
          for (const [at, value] of spots) broken[at] = value;
          broken.copyWithin(Math.min(cut, broken.length), Math.min(cut + gap, broken.length));
          await outcomeOf(broken);
        },
      ),
      { numRuns: 25, seed: 7 },
    );
  });
}

Deno.test("decode() speaks of damage in its result, not on the console", async () => {
  const spoken = console.error;
  let calls = 0;
  console.error = () => calls += 1;
  try {
    for (const name of NAMES) {
      const bytes = await Deno.readFile(new URL(name, AUDIO));
      bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 500);
      await outcomeOf(bytes);
    }
  } finally {
    console.error = spoken;
  }
  assert.equal(calls, 0);
});

Deno.test("cleanText() leaves text that can be shown and stored", () => {
  assert.equal(cleanText("  a\0b\u0007\n c\ud800  "), "a b c");
  assert.equal(cleanText("\0\0"), undefined);
  assert.equal(cleanText("e\u0301"), "\u00e9");
  assert.equal(cleanText(7), undefined);
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 1500 }), (text) => {
    const clean = cleanText(text);
    if (clean === undefined) return;
    assert.ok(clean.isWellFormed() && clean.trim() === clean && clean.length > 0);
    assert.ok([...clean].length <= 1000);
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(clean, /[\x00-\x1f\x7f-\x9f]/);
    assert.equal(cleanText(clean), clean);
  }));
});
