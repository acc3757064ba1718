import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Columns,
  TWO_OPINIONS,
  VOICE_SIDES,
  voiceCodes,
  voiceSide,
  voiceSources,
  voiceSourcesText,
  voiceZone,
} from "../../domain/mod.ts";

function columns(voice: readonly number[], instrumentalness: readonly number[]): Columns {
  return {
    length: voice.length,
    ids: voice.map((_, i) => `t${i}`),
    numbers: {
      voice: Float32Array.from(voice),
      instrumentalness: Float32Array.from(instrumentalness),
    },
    categories: {},
    texts: { title: [], artist: [], album: [], genre: [], path: [], codec: [] },
    activations: {},
    added: new Float64Array(voice.length),
  };
}

Deno.test("the best model that heard a track says whether there is voice", () => {
  const made = columns([0.9, NaN, NaN, NaN, NaN], [0.9, 0.1, 0.9, 0.7, NaN]);
  const sides = Array.from(voiceCodes(made), (code) => VOICE_SIDES[code]);
  assert.deepEqual(sides, ["vocal", "vocal", "instrumental", "undecided", undefined]);
  assert.equal(
    voiceSourcesText(voiceSources(made)),
    "Discogs-EffNet on 1, VibeNet on 3",
  );
  assert.equal(voiceSourcesText(voiceSources(columns([NaN], [0.2]))), "VibeNet");
  assert.deepEqual(voiceSources({ ...made, numbers: {} }), []);
});

Deno.test("the usual zones are those in which two opinions are compared", () => {
  const { first, second } = TWO_OPINIONS.find(({ id }) => id === "voice_opinions")!;
  for (const { descriptor, undecided } of [...first, second]) {
    const { low, high } = voiceZone(descriptor as "voice" | "instrumentalness");
    assert.deepEqual([low, high], undecided.map(Math.fround));
  }
});

Deno.test("a higher threshold decides fewer tracks, and none otherwise", () => {
  const by = fc.constantFrom("voice" as const, "instrumentalness" as const);
  const threshold = fc.double({ min: 0.5, minExcluded: true, max: 1, noNaN: true });
  const value = fc.float({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(by, value, threshold, threshold, (by, value, a, b) => {
    const [mild, strict] = [Math.min(a, b), Math.max(a, b)]
      .map((threshold) => voiceSide({ by, value }, threshold));
    assert.ok(strict === "undecided" || strict === mild);
  }));
});
