import assert from "node:assert/strict";
import fc from "fast-check";
import { Buffer } from "node:buffer";
import { tableFromIPC } from "@uwdata/flechette";
import { type Columns } from "../../domain/mod.ts";
import { openCollection } from "../../collection/mod.ts";
import { decodeColumns, encodeColumns } from "../../collection/columns_arrow.ts";
import { openStore, type TrackEntry } from "../../store/mod.ts";
import { entryOf, trackOf } from "../store/fixtures/tracks.ts";

async function columnsOf(entries: readonly TrackEntry[]): Promise<Columns> {
  using store = await openStore(":memory:");
  await store.putMany(entries);
  using collection = await openCollection(store, { interval: 0 });
  return collection.columns;
}

Deno.test("decodeColumns() gives back what encodeColumns() was given", async () => {
  const entry = fc.record({
    seed: fc.nat(50),
    values: fc.dictionary(
      fc.constantFrom("tempo", "tempocnn", "loudness", "voice"),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    bare: fc.boolean(),
    title: fc.string({ unit: "grapheme" }),
    artist: fc.constantFrom("A", "B", ""),
    audio: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 20 }), async (given) => {
      const columns = await columnsOf(
        given.map(({ seed, values, bare, title, artist, audio }, i) => ({
          ...(bare ? {} : entryOf(`t${i}`, seed)),
          track: trackOf(`t${i}`, { values, audio, tags: { title, artist } }),
        })),
      );
      assert.deepEqual(decodeColumns(encodeColumns(columns)), columns);
    }),
    { numRuns: 50 },
  );
});

Deno.test("decodeColumns() reads bytes at any offset of a buffer", async () => {
  const columns = await columnsOf([entryOf("a"), entryOf("b")]);
  const bytes = encodeColumns(columns);
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  assert.deepEqual(decodeColumns(shifted.subarray(3)), columns);
  assert.deepEqual(decodeColumns(Buffer.from(bytes)), columns);
});

Deno.test("decodeColumns() cuts many texts apart where they were joined", async () => {
  const text = fc.array(fc.constantFrom("a", "é", "音", "🎵", "\ufeff", " "), { maxLength: 5 });
  const titles = fc.sample(text, { numRuns: 5000, seed: 1 }).map((letters) => letters.join(""));
  const columns = await columnsOf(titles.map((title, i) => ({
    track: trackOf(`t${String(i).padStart(4, "0")}`, { tags: { title } }),
  })));
  const decoded = decodeColumns(encodeColumns(columns));
  assert.deepEqual(decoded.texts, columns.texts);
  assert.deepEqual(decoded.ids, columns.ids);
});

Deno.test("encodeColumns() writes names and nulls that any Arrow reader shows", async () => {
  const values = { tempo: 60, tempocnn: 120, key_edma: "C#", scale_edma: "minor" };
  const columns = await columnsOf([
    { ...entryOf("a"), track: trackOf("a", { values }) },
    { track: trackOf("b", { values: {}, tags: {} }) },
  ]);
  const table = tableFromIPC(encodeColumns(columns));
  const [a, b] = table.toArray();
  assert.equal(a!.tempo_bpm, 60);
  assert.equal(a!.tempo_octave, "half");
  assert.equal(a!.camelot_edma, "12A");
  assert.equal(a!.artist, "Artist");
  assert.equal(b!.tempo_bpm, null);
  assert.equal(b!.key_edma, null);
  assert.equal(b!.style, null);
  assert.equal(b!.styles, null);
  const { labels, classes, values: steps } = columns.activations.styles!;
  assert.deepEqual({ ...a!.styles[0] }, { name: labels[classes[0]!], per_10000: steps[0] });
});
