import assert from "node:assert/strict";
import { openCollection } from "../../collection/mod.ts";
import { collectionName, LiveSummary } from "../../library/summary.ts";
import { fullActivations, summaryOf } from "../../library/mod.ts";
import { openStore, type Run } from "../../store/mod.ts";
import { entryOf, trackOf } from "../store/fixtures/tracks.ts";

function runOf(...roots: string[]): Run {
  return { id: "1", kind: "analyze", roots, started: 0, beat: 0, done: 0, failed: 0, total: 0 };
}

Deno.test("collectionName() is the folder that was analysed, else the store's name", () => {
  assert.equal(collectionName([], "/data/mine.kv"), "mine");
  assert.equal(collectionName([runOf("/home/a/Music")], "/data/mine.kv"), "Music");
  assert.equal(collectionName([runOf("/b/Jazz", "/a/Blues")], "x"), "Blues and Jazz");
  assert.equal(collectionName([runOf("/a", "/b", "/c")], "x"), "a and 2 more folders");
});

Deno.test("a summary of a store knows damage, versions, absences and exact means", async () => {
  using store = await openStore(":memory:");
  const { file } = trackOf("a");
  await store.putMany([
    entryOf("a", 1),
    entryOf("b", 2),
    { track: trackOf("c", { file: { ...file, damage: "3 of 10 s" }, analysed: 9_000 }) },
  ]);
  using collection = await openCollection(store, { interval: 0 });
  const summary = summaryOf(collection.snapshot, {
    location: "x.kv",
    activations: await fullActivations(store),
  });
  assert.deepEqual(summary.files.damaged, [{ path: "/music/c.mp3", damage: "3 of 10 s" }]);
  assert.deepEqual(summary.analysed, { from: 2_000, to: 9_000 });
  assert.deepEqual(summary.stages.find(({ stage }) => stage === "tempo"), {
    stage: "tempo",
    version: 1,
    by: "multifeature",
    tracks: 3,
  });
  const absent = summary.absences.find(({ descriptor }) => descriptor === "tempocnn")!;
  assert.deepEqual(absent, { descriptor: "tempocnn", reason: "no-model", tracks: 3 });
  const [first, second] = [entryOf("a", 1), entryOf("b", 2)].map(({ vectors }) => vectors!.styles!);
  assert.ok(summary.styles!.exactMeans);
  const mean = (first![7]! + second![7]!) / 2;
  assert.ok(Math.abs(summary.styles!.classes[7]!.mean - mean) < 1e-5);
});

Deno.test("a live summary is computed once for each state of the collection", async () => {
  using store = await openStore(":memory:");
  using collection = await openCollection(store, { interval: 0 });
  const live = new LiveSummary(collection, store.location);
  const empty = live.value;
  assert.equal(empty.tracks, 0);
  assert.equal(live.value, empty);
  await store.putTrack(trackOf("a"));
  await collection.refresh();
  const one = live.value;
  assert.equal(one.tracks, 1);
  assert.deepEqual(one.analysed, { from: 2_000, to: 2_000 });
  assert.equal(live.value, one);
});
