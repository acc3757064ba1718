import assert from "node:assert/strict";
import fc from "fast-check";
import type { LabelEntry, LabelSet } from "../../domain/mod.ts";
import { openStore, type Store } from "../../store/mod.ts";

const SET: LabelSet = {
  id: "genres",
  name: "Genres",
  kind: "table",
  origin: "publisher",
  classes: ["rock", "jazz"],
  several: false,
  fields: [],
  joined: 0,
};

function entriesOf(count: number): Map<string, LabelEntry> {
  return new Map(
    Array.from({ length: count }, (_, i) => [`t${i}`, { key: `k${i}`, classes: [i % 2] }]),
  );
}

Deno.test("a label set comes back with all its entries", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 3000 }), async (count) => {
      using store = await openStore(":memory:");
      await store.labels.put(SET, entriesOf(count));
      assert.deepEqual(await store.labels.get("genres"), SET);
      assert.deepEqual(sorted(await store.labels.entries("genres")), sorted(entriesOf(count)));
    }),
    { numRuns: 8 },
  );
});

function edit(store: Store, entries: ReadonlyMap<string, LabelEntry | undefined>) {
  return store.labels.edit(
    "genres",
    [...entries.keys()],
    (set) => ({ set, after: (track) => entries.get(track) }),
  );
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => a < b ? -1 : 1);
}

Deno.test("what a set says of one track is read alone", async () => {
  using store = await openStore(":memory:");
  await store.labels.put(SET, entriesOf(2000));
  assert.deepEqual(await store.labels.entry("genres", "t1999"), { key: "k1999", classes: [1] });
  assert.equal(await store.labels.entry("genres", "t2000"), undefined);
  assert.equal(await store.labels.entry("none", "t1"), undefined);
});

Deno.test("a set that is stored again replaces what was there", async () => {
  using store = await openStore(":memory:");
  await store.labels.put(SET, entriesOf(2000));
  await store.labels.put({ ...SET, name: "Fewer" }, entriesOf(3));
  assert.equal((await store.labels.entries("genres")).size, 3);
  assert.deepEqual((await store.labels.list()).map(({ name }) => name), ["Fewer"]);
});

Deno.test("edit() gives what stood before, with which it is taken back", async () => {
  using store = await openStore(":memory:");
  await store.labels.put(SET, entriesOf(100));
  const edits = new Map<string, LabelEntry | undefined>([
    ["t1", { key: "t1", classes: [0], by: "me", at: 5 }],
    ["t2", undefined],
    ["new", { key: "new", classes: [1] }],
  ]);
  const done = await edit(store, edits);
  const edited = await store.labels.entries("genres");
  assert.deepEqual(edited.get("t1")?.classes, [0]);
  assert.equal(edited.has("t2"), false);
  assert.equal(edited.size, 100);
  await edit(store, new Map([...done].map(([track, { before }]) => [track, before])));
  assert.deepEqual(sorted(await store.labels.entries("genres")), sorted(entriesOf(100)));
});

Deno.test("an edit of thousands of tracks, or one that fills a chunk, still is one state", async () => {
  using store = await openStore(":memory:");
  await store.labels.put(SET, new Map());
  await edit(store, entriesOf(5000));
  assert.equal((await store.labels.entries("genres")).size, 5000);
  const long = new Map([["t1", { key: "x".repeat(31_000), classes: [0] }]]);
  await edit(store, long);
  const longer = new Map(
    [...Array(40).keys()].map((i) => [`t${i}`, { key: "y".repeat(20_000), classes: [0] }] as const),
  );
  await edit(store, longer);
  const entries = await store.labels.entries("genres");
  assert.equal(entries.size, 5000);
  assert.equal(entries.get("t39")?.key.length, 20_000);
});

/** Adds a class to what a track has. */
function adding(own: number) {
  return (set: LabelSet) => ({
    set,
    after: (key: string, before?: LabelEntry) => ({
      key,
      classes: [...before?.classes ?? [], own],
    }),
  });
}

Deno.test("edits made at once are all kept, of one track or of so many that the set is written anew", async () => {
  const folder = await Deno.makeTempDir();
  {
    using first = await openStore(`${folder}/x.kv`);
    using second = await openStore(`${folder}/x.kv`);
    const MANY = [...entriesOf(300).keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who: fc.boolean(), all: fc.boolean() }), { maxLength: 12 }),
        async (edits) => {
          await first.labels.put(SET, new Map());
          await Promise.all(
            edits.map(({ who, all }, i) =>
              (who ? first : second).labels.edit("genres", all ? MANY : ["t1"], adding(i))
            ),
          );
          const { classes = [] } = (await second.labels.entries("genres")).get("t1") ?? {};
          assert.deepEqual(classes.toSorted((a, b) => a - b), edits.map((_, i) => i));
        },
      ),
      { numRuns: 10 },
    );
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("of many that make a set of one id at once one does; a set of another origin is not replaced", async () => {
  using store = await openStore(":memory:");
  const made = await Promise.all(
    Array.from(
      { length: 10 },
      (_, i) => store.labels.put({ ...SET, name: `${i}` }, entriesOf(i), () => false),
    ),
  );
  const winner = made.indexOf(undefined);
  assert.equal(made.filter((there) => there === undefined).length, 1);
  assert.ok(made.every((there, i) => i === winner || there!.name === `${winner}`));
  assert.equal((await store.labels.entries("genres")).size, winner);
  const inTheWay = await store.labels.put({ ...SET, origin: "hand" }, new Map());
  assert.equal(inTheWay?.origin, "publisher");
  assert.equal((await store.labels.entries("genres")).size, winner);
});

Deno.test("the change log names the label sets that changed", async () => {
  using store = await openStore(":memory:");
  const start = await store.revision();
  await store.labels.put(SET, entriesOf(1));
  const first = await store.changesSince(start);
  assert.deepEqual("labels" in first && first.labels, ["genres"]);
  await edit(store, new Map([["t0", undefined]]));
  const second = await store.changesSince(first.revision);
  assert.deepEqual("labels" in second && second.labels, ["genres"]);
  assert.equal(await store.labels.remove("genres"), true);
  assert.equal(await store.labels.remove("genres"), false);
  const third = await store.changesSince(second.revision);
  assert.deepEqual("labels" in third && third.labels, ["genres"]);
  assert.deepEqual([...await store.labels.entries("genres")], []);
});

Deno.test("labels of a track that are too long for a record are refused in words", async () => {
  using store = await openStore(":memory:");
  const entries = new Map([["t", { key: "k".repeat(70_000), classes: [] }]]);
  await assert.rejects(
    store.labels.put(SET, entries),
    /Cannot store the labels genres: .* too long/,
  );
  assert.equal(await store.labels.get("genres"), undefined);
});
