import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ABSENCES,
  MISSING_CODE,
  NUMBER_DESCRIPTORS,
  STYLES,
  type Track,
} from "../../domain/mod.ts";
import { openCollection, type Table, TableBuilder } from "../../collection/mod.ts";
import { withChanges } from "../../collection/collection.ts";
import { holds } from "../../collection/mod.ts";
import { type News } from "../../collection/collection.ts";
import { openStore, type StoredTrack } from "../../store/mod.ts";
import { entryOf, trackOf } from "../store/fixtures/tracks.ts";

function tableOf(tracks: readonly StoredTrack[]): Table {
  const builder = new TableBuilder();
  for (const track of tracks) builder.add(track);
  return builder.build();
}

Deno.test("openCollection() of an empty store has columns without rows", async () => {
  using store = await openStore(":memory:");
  using collection = await openCollection(store, { interval: 0 });
  assert.equal(collection.columns.length, 0);
  assert.equal(collection.columns.numbers.tempo!.length, 0);
  assert.deepEqual([...collection.columns.activations.styles!.offsets], [0]);
  assert.deepEqual(collection.snapshot.facts, { tracks: 0, vectors: {}, formats: [] });
});

Deno.test("columns hold what tracks hold, with reasons for what is missing", async () => {
  using store = await openStore(":memory:");
  const entry = entryOf("b", 3);
  await store.putTrack(entry.track, entry);
  const values = { tempo: 60, tempocnn: 121 };
  await store.putTrack(trackOf("a", { values, absent: { loudness: "silent" }, tags: {} }));
  using collection = await openCollection(store, { interval: 0 });
  const { columns, absences } = collection.snapshot;
  assert.deepEqual(columns.ids, ["a", "b"]);
  assert.deepEqual([...columns.numbers.tempo!], [60, 120.25]);
  assert.deepEqual([...columns.numbers.year!], [NaN, 1999]);
  assert.deepEqual([...columns.numbers.sample_rate!], [44_100, 44_100]);
  const named = (id: string, row: number) =>
    columns.categories[id]!.names[columns.categories[id]!.codes[row]!];
  assert.equal(named("tempo_octave", 0), "half");
  assert.equal(named("camelot_edma", 1), "12A");
  assert.equal(columns.categories.key_edma!.codes[0], MISSING_CODE);
  assert.equal(ABSENCES[absences.loudness![0]!], "silent");
  assert.equal(ABSENCES[absences.voice![0]!], "not-analysed");
  assert.equal(ABSENCES[absences.tempocnn![1]!], "no-model");
  assert.equal(absences.tempo![0], MISSING_CODE);
  assert.deepEqual(columns.texts.title, ["", "Title of b"]);
  assert.deepEqual(columns.texts.genre, ["", "folk; pop"]);
  const styles = entry.vectors!.styles!;
  const top = styles.indexOf(Math.max(...styles));
  assert.deepEqual([...columns.topStyle], [-1, top]);
  assert.equal(named("style_parent", 1), STYLES[top]!.split("---")[0]);
  assert.equal(columns.numbers.style_activation![1], Math.round(styles[top]! * 2 ** 14) / 2 ** 14);
  assert.equal(columns.activations.styles!.present[0], 0);
  assert.ok(holds(collection.snapshot, { kind: "effnet", row: 1 }));
  assert.ok(!holds(collection.snapshot, { kind: "effnet", row: 0 }));
  assert.deepEqual(collection.snapshot.facts, {
    tracks: 2,
    vectors: { effnet: 1, musicnn: 1, styles: 1, tags: 1 },
    formats: [{ codec: "mp3", tracks: 2 }],
  });
  assert.equal(collection.row("b"), 1);
  assert.equal(collection.row("c"), undefined);
});

Deno.test("columns are rounded to less than a hundredth of the last digit shown", async () => {
  using store = await openStore(":memory:");
  const stored = NUMBER_DESCRIPTORS.filter(({ stage }) => stage !== "derived");
  const values = Object.fromEntries(
    stored.map(({ id, range: [from, to] }) => [id, from + (to - from) / 3]),
  );
  await store.putTrack(trackOf("a", { values }));
  using collection = await openCollection(store, { interval: 0 });
  for (const { id, digits } of stored) {
    const error = Math.abs(collection.columns.numbers[id]![0]! - values[id]!);
    assert.ok(error < 0.01 * 10 ** -digits, `${id} is off by ${error}`);
  }
});

Deno.test("withChanges() gives the same table as reading everything again", async () => {
  using store = await openStore(":memory:");
  const names = Array.from({ length: 12 }, (_, i) => `t${i}`);
  await store.putMany(names.map((name, i) => entryOf(name, i)));
  const pool = await Array.fromAsync(store.tracks());
  const subset = fc.subarray(pool);
  fc.assert(fc.property(subset, subset, (before, touched) => {
    const changed = new Map<string, StoredTrack | undefined>(
      touched.map((track, i) => [
        track.id,
        i % 3 === 2
          ? undefined
          : { ...track, values: { tempo: 40 + i }, strong: {} } as StoredTrack,
      ]),
    );
    const after = new Map<string, StoredTrack | undefined>(
      before.map((track) => [track.id, track]),
    );
    for (const [id, track] of changed) after.set(id, track);
    const tracks = [...after.values()].filter((track) => track !== undefined)
      .sort((a, b) => a.id < b.id ? -1 : 1);
    assert.deepEqual(withChanges(tableOf(before), changed), tableOf(tracks));
  }));
});

Deno.test("a collection takes up what other connections write, and leaves old snapshots alone", async () => {
  const folder = await Deno.makeTempDir();
  {
    using writer = await openStore(`${folder}/a.kv`);
    await writer.putMany(["a", "c"].map((id) => entryOf(id)));
    using reader = await openStore(`${folder}/a.kv`);
    using collection = await openCollection(reader, { interval: 0 });
    const heard: [number, News][] = [];
    const stop = collection.subscribe(({ version }, news) => heard.push([version, news]));
    const before = collection.snapshot;
    assert.equal(await collection.refresh(), false);
    const b: Track = trackOf("b", { values: { tempo: 99 } });
    await writer.putTrack(b);
    await writer.withdrawTrack("c");
    assert.equal(await collection.refresh(), true);
    assert.deepEqual(collection.columns.ids, ["a", "b"]);
    assert.equal(collection.row("b"), 1);
    assert.deepEqual(before.columns.ids, ["a", "c"]);
    await writer.putError({ path: "/x", stage: "read", reason: "no", at: 1, size: 0, modified: 0 });
    await collection.refresh();
    assert.equal(collection.snapshot.errors.length, 1);
    assert.equal(collection.version, 2);
    const run = { id: "r", kind: "analyze" as const, roots: ["/m"], started: 1, beat: 1 };
    await writer.putRun({ ...run, done: 1, failed: 0, total: 9 });
    await collection.refresh();
    assert.equal(collection.snapshot.runs[0]!.total, 9);
    stop();
    await writer.putTrack(b);
    await collection.refresh();
    assert.deepEqual(heard, [
      [2, { columns: true, errors: false, runs: false, spaces: false }],
      [2, { columns: false, errors: true, runs: false, spaces: false }],
      [2, { columns: false, errors: false, runs: true, spaces: false }],
    ]);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a collection that is far behind reads everything again", async () => {
  using store = await openStore(":memory:", { changesKept: 8 });
  await store.putTrack(trackOf("a"));
  using collection = await openCollection(store, { interval: 0 });
  for (let i = 0; i < 40; i++) await store.putTrack(trackOf(`t${i}`));
  await collection.refresh();
  assert.equal(collection.columns.length, 41);
});

Deno.test("refresh() sees what was written before it was called, also during a long look", async () => {
  using store = await openStore(":memory:", { changesKept: 5000 });
  using collection = await openCollection(store, { interval: 0 });
  await store.putMany(Array.from({ length: 3000 }, (_, i) => entryOf(`many${i}`)));
  const looking = collection.refresh();
  await store.revision();
  await store.putTrack(trackOf("one more"));
  assert.equal(await collection.refresh(), true);
  assert.notEqual(collection.row("one more"), undefined);
  assert.equal(await looking, true);
});

Deno.test("a collection looks at its store by itself", async () => {
  using store = await openStore(":memory:");
  using collection = await openCollection(store, { interval: 5 });
  const heard = new Promise<number>((resolve) =>
    collection.subscribe(({ columns }) => resolve(columns.length))
  );
  await store.putTrack(trackOf("a"));
  assert.equal(await heard, 1);
});
