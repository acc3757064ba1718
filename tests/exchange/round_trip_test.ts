import assert from "node:assert/strict";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { type LabelEntry, STAGE_VERSION } from "../../domain/mod.ts";
import { exportCollection, importCollection } from "../../exchange/mod.ts";
import { readTsv } from "../../exchange/tsv.ts";
import { openStore, type Store, type TrackEntry } from "../../store/mod.ts";
import { entryOf, trackOf, vectorOf } from "../store/fixtures/tracks.ts";

const ENTRIES: readonly TrackEntry[] = [
  entryOf("a", 1),
  {
    track: trackOf("b", {
      tags: { title: 'Tab\tline\r\nquote " and \\ é 日本', genres: ["a|b", "c"] },
    }),
  },
  {
    track: trackOf("c", { path: '/x/"q"\n#%.mp3', values: { tempo: 0.1 + 0.2 }, absent: {} }),
    vectors: { musicnn: vectorOf(200, 3), timbre: vectorOf(37, 4) },
  },
  {
    track: trackOf("d", {
      tags: {
        ...{ title: "t", artist: "a, b", artists: ["a", "b"], album: "x", albumArtist: "a" },
        ...{ composer: "c", genres: ["g"], year: 1999, date: "2009-01-31", originalDate: "1999" },
        ...{ trackNumber: 3, discNumber: 1, compilation: true },
      },
    }),
    vectors: {
      styles: vectorOf(400, 5),
      moodthemes: vectorOf(56, 6),
      instruments: vectorOf(40, 7),
    },
    along: {
      styles: Uint16Array.of(1, 2, 65_535),
      hop: 0.98,
      names: ["x"],
      at: Float32Array.of(NaN),
    },
  },
  { track: trackOf("e", { tags: { title: '"' }, path: "/\ud800.mp3" }) },
];

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function filled(): Promise<Store> {
  const store = await openStore(":memory:");
  await store.putMany(ENTRIES);
  const error = { stage: "decode", reason: "no audio\tin it", at: 1, size: 2, modified: 3 };
  await store.putError({ path: "/bad\n.mp3", ...error });
  return store;
}

Deno.test("importCollection() of an export gives back everything", () =>
  inFolder(async (folder) => {
    using store = await filled();
    const summary = await exportCollection(store, `${folder}/deep/out`);
    assert.deepEqual(summary.vectors, {
      effnet: [5, 1280],
      musicnn: [5, 200],
      timbre: [5, 37],
      styles: [5, 400],
      tags: [5, 50],
      moodthemes: [5, 56],
      instruments: [5, 40],
    });
    using back = await openStore(":memory:");
    await importCollection(back, `${folder}/deep/out`);
    const tracks = await Array.fromAsync(store.tracks());
    assert.deepEqual(await Array.fromAsync(back.tracks()), tracks);
    for (const { id, vectors } of tracks) {
      for (const kind of vectors) {
        assert.deepEqual(await back.vector(kind, id), await store.vector(kind, id));
      }
      assert.deepEqual(await back.along(id), await store.along(id));
      assert.deepEqual(await back.fileAt((await back.getTrack(id))!.path), {
        ...(await store.fileAt((await store.getTrack(id))!.path))!,
      });
    }
    assert.deepEqual(await back.errors(), await store.errors());
  }));

Deno.test("the table alone gives back what a table can hold", () =>
  inFolder(async (folder) => {
    using store = await filled();
    await exportCollection(store, folder);
    await Deno.remove(`${folder}/tracks.ndjson`);
    using back = await openStore(":memory:");
    await importCollection(back, folder, { clock: () => 7 });
    const [a, b] = await back.getTracks(["a", "b"]);
    assert.deepEqual(a!.values, {
      duration: 30.01,
      sample_rate: 44_100,
      bit_rate: 128,
      channels: 2,
      year: 1999,
      tempo: 120.25,
      key_edma: "C#",
      scale_edma: "minor",
    });
    assert.equal(a!.audio, false);
    assert.equal(a!.absent.voice, "not-imported");
    assert.deepEqual(a!.stages.tempo, { version: STAGE_VERSION.tempo, by: "import" });
    assert.equal(a!.stages.voice, undefined);
    assert.equal(b!.tags.title, 'Tab\tline\r\nquote " and \\ é 日本');
    assert.deepEqual(b!.tags.genres, ["a", "b", "c"]);
    assert.equal((await back.getTrack("c"))!.path, '/x/"q"\n#%.mp3');
  }));

Deno.test("tracks.parquet holds the rows of tracks.tsv", () =>
  inFolder(async (folder) => {
    using store = await filled();
    await exportCollection(store, folder);
    const rows = await parquetReadObjects({
      file: await asyncBufferFromFile(`${folder}/tracks.parquet`),
    });
    assert.deepEqual(rows.map(({ id }) => id), ["a", "b", "c", "d", "e"]);
    assert.equal(rows[2]!.tempo_bpm, 0.1 + 0.2);
    assert.equal(rows[2]!.voice ?? undefined, undefined);
    assert.equal(rows[0]!.camelot_edma, "12A");
    assert.equal(rows[1]!.title, 'Tab\tline\r\nquote " and \\ é 日本');
  }));

Deno.test("label sets are columns: joined in tracks.tsv, lists in tracks.parquet", () =>
  inFolder(async (folder) => {
    using store = await filled();
    await store.labels.put(
      {
        id: "moods",
        name: "Moods",
        kind: "table",
        origin: "publisher",
        source: "/private/moods.csv",
        classes: ["calm", "loud, too"],
        several: true,
        fields: [{ id: "tempo", unit: "BPM", range: [40, 240], bin: 5, digits: 1 }],
        joined: 1,
      },
      new Map<string, LabelEntry>([
        ["a", { key: "1", classes: [1, 0], values: [118.3], split: "test", artist: "One\tTwo" }],
        ["b", { key: "2", classes: [], values: [NaN], bad: "silent" }],
      ]),
    );
    await exportCollection(store, folder);
    const rows = await parquetReadObjects({
      file: await asyncBufferFromFile(`${folder}/tracks.parquet`),
    });
    const said = rows.slice(0, 3).map((row) =>
      ["", ".tempo", ".split", ".known_bad", ".artist"].map((end) =>
        row[`label.moods${end}`] ?? null
      )
    );
    assert.deepEqual(said, [
      [["loud, too", "calm"], 118.3, "test", "no", "One\tTwo"],
      [[], null, null, "yes", null],
      [null, null, null, null, null],
    ]);
    const tsv = await Array.fromAsync(readTsv(`${folder}/tracks.tsv`));
    const at = tsv[0]!.fields.indexOf("label.moods");
    assert.deepEqual(tsv[1]!.fields.slice(at), [
      "loud, too|calm",
      "118.3",
      "test",
      "no",
      "One\tTwo",
    ]);
    const text = await Deno.readTextFile(`${folder}/collection.json`);
    assert.equal(JSON.parse(text).labels[0].name, "Moods");
    assert.ok(!text.includes("/private/"));
    using back = await openStore(":memory:");
    assert.equal((await importCollection(back, folder)).tracks, 5);
  }));

Deno.test("exportCollection() of an empty store is imported as an empty one", () =>
  inFolder(async (folder) => {
    using store = await openStore(":memory:");
    await exportCollection(store, folder);
    const { tracks } = await importCollection(store, folder);
    assert.equal(tracks, 0);
  }));

Deno.test("exportCollection() leaves no file of an earlier export behind", () =>
  inFolder(async (folder) => {
    {
      using store = await filled();
      await exportCollection(store, folder);
    }
    using store = await openStore(":memory:");
    await store.putMany([entryOf("z").track].map((track) => ({ track })));
    await exportCollection(store, folder);
    const { tracks, vectors } = await importCollection(store, folder);
    assert.deepEqual([tracks, vectors], [1, []]);
  }));
