import assert from "node:assert/strict";
import fc from "fast-check";
import type { LabelEntry } from "../../domain/mod.ts";
import { TrackIndex } from "../../labels/mod.ts";
import { PackedEntries } from "../../labels/packed_entries.ts";
import { PackedTexts } from "../../labels/packed_texts.ts";
import { TextPlaces } from "../../labels/text_places.ts";

Deno.test("packed texts are read as they were written", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.integer({ min: 0, max: 1_500_000 }).map((length) => "é".repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
      const packed = new PackedTexts();
      for (const text of texts) packed.push(text);
      assert.equal(packed.length, texts.length);
      for (const [at, text] of texts.entries()) assert.ok(packed.at(at) === text, `${at}`);
    }),
    { numRuns: 40 },
  );
});

Deno.test("texts are found at every place where they stand", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2 })), fc.string({ maxLength: 2 }), (all, text) => {
      const places = new TextPlaces();
      for (const text of all) places.push(text);
      const found = places.find(text, (place) => all[place] === text);
      assert.deepEqual(found, [...all.keys()].filter((place) => all[place] === text));
    }),
  );
});

Deno.test("packed entries are those that were put, in their order, with classes as renumbered", () => {
  const entries: readonly LabelEntry[] = [
    { key: "a", classes: [1, 0], strengths: [0.3, 0.1], split: "test", artist: "Sigur Rós" },
    { key: "b\ud800", values: [NaN, 2.5], album: "", bad: "no audio" },
    { key: "", classes: [] },
  ];
  const index = new TrackIndex(["x", "y", "z", "none"].map((id) => ({ id, path: `/${id}.mp3` })));
  const packed = new PackedEntries(index);
  for (const [place, entry] of entries.entries()) packed.put(2 - place, entry);
  const expected = new Map(entries.map((entry, place) => ["zyx"[place]!, entry]));
  assert.deepEqual(new Map(packed), expected);
  assert.deepEqual([...packed.keys()], ["z", "y", "x"]);
  assert.deepEqual([...packed.values()], entries);
  assert.deepEqual([packed.size, packed.has("x"), packed.has("none"), packed.has("?")], [
    3,
    true,
    false,
    false,
  ]);
  assert.deepEqual([packed.get("y"), packed.get("none")], [entries[1], undefined]);
  const called: unknown[] = [];
  packed.forEach((entry, track) => called.push([track, entry]));
  assert.deepEqual(called, [...expected]);
  packed.renumber(new Map([[0, 5], [1, 4]]));
  assert.deepEqual(packed.get("z")?.classes, [4, 5]);
});
