import assert from "node:assert/strict";
import { openCollection } from "../../collection/mod.ts";
import type { LabelSet } from "../../domain/mod.ts";
import { openStore } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const SET: LabelSet = {
  id: "mine",
  name: "Mine",
  kind: "hand",
  origin: "hand",
  classes: ["x", "y"],
  several: false,
  fields: [],
  joined: 0,
};

Deno.test("a collection follows label sets that come, change and go, and keeps them when tracks do", async () => {
  using store = await openStore(":memory:");
  await store.putMany(["a", "c"].map((id) => ({ track: trackOf(id) })));
  using collection = await openCollection(store, { interval: 0 });
  assert.equal(collection.columns.labels, undefined);
  const codes = () => [...collection.columns.categories["label.mine"]?.codes ?? []];
  await store.labels.put(SET, new Map([["c", { key: "c", classes: [1] }]]));
  assert.equal(await collection.refresh(), true);
  assert.deepEqual(codes(), [255, 1]);
  await store.labels.edit("mine", ["a"], (set) => ({
    set,
    after: (key) => ({ key, classes: [0] }),
  }));
  await collection.refresh();
  assert.deepEqual(codes(), [0, 1]);
  await store.putTrack(trackOf("b"));
  await collection.refresh();
  assert.deepEqual(codes(), [0, 255, 1]);
  await store.withdrawTrack("a");
  await collection.refresh();
  assert.deepEqual(codes(), [255, 1]);
  await store.labels.remove("mine");
  await collection.refresh();
  assert.equal(collection.columns.labels, undefined);
  assert.deepEqual(codes(), []);
  assert.equal(collection.columns.categories.key_edma!.codes.length, 2);
  assert.equal(await collection.refresh(), false);
});

Deno.test("a set of too many classes for a category is asked for by label alone", async () => {
  using store = await openStore(":memory:");
  await store.putTrack(trackOf("a"));
  const classes = Array.from({ length: 1000 }, (_, i) => `class ${i}`);
  await store.labels.put({ ...SET, classes }, new Map([["a", { key: "a", classes: [999] }]]));
  using collection = await openCollection(store, { interval: 0 });
  assert.equal(collection.columns.categories["label.mine"], undefined);
  assert.deepEqual([...collection.columns.labels!.mine!.classes], [999]);
});
