import assert from "node:assert/strict";
import fc from "fast-check";
import { type Run, type Store, StoreError } from "../../store/mod.ts";
import { openStore, type TrackEntry } from "../../store/mod.ts";
import { entryOf, trackOf, vectorOf } from "./fixtures/tracks.ts";

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return await Array.fromAsync(items);
}

async function memory(): Promise<Store> {
  return await openStore(":memory:", { clock: () => 9_000 });
}

Deno.test("putTrack() gives back a track with its vectors and what lies along it", async () => {
  using store = await memory();
  const entry = entryOf("a");
  await store.putTrack(entry.track, entry);
  const stored = await store.getTrack("a");
  assert.ok(stored);
  const { vectors, along, strong, ...track } = stored;
  assert.deepEqual(track, entry.track);
  assert.deepEqual(vectors, ["effnet", "musicnn", "styles", "tags"]);
  assert.equal(along, true);
  for (const kind of vectors) {
    assert.deepEqual(await store.vector(kind, "a"), entry.vectors?.[kind]);
  }
  assert.deepEqual(await store.along("a"), entry.along);
  const styles = entry.vectors!.styles!;
  assert.equal(strong.styles!.top, Math.max(...styles));
  assert.equal(styles[strong.styles!.topClass], strong.styles!.top);
  assert.deepEqual(
    Array.from(strong.styles!.pairs).filter((_, i) => i % 2 === 0),
    Array.from(styles.keys()).filter((i) => styles[i]! >= 0.05),
  );
});

Deno.test("putTrack() keeps the vectors that a later run does not give", async () => {
  using store = await memory();
  const { track, vectors } = entryOf("a");
  await store.putTrack(track, { vectors: { musicnn: vectors!.musicnn! } });
  await store.putTrack(track, { vectors: { effnet: vectors!.effnet! } });
  assert.deepEqual((await store.getTrack("a"))!.vectors, ["effnet", "musicnn"]);
  assert.deepEqual(await store.vector("musicnn", "a"), vectors!.musicnn);
});

Deno.test("putTrack() stores a part of a larger buffer by itself", async () => {
  using store = await memory();
  const part = new Float32Array(100_000).fill(0.5).subarray(10, 210);
  await store.putTrack(trackOf("a"), { vectors: { musicnn: part } });
  const back = await store.vector("musicnn", "a");
  assert.equal(back!.buffer.byteLength, 800);
});

Deno.test("putTrack() says what is too large and stores nothing", async () => {
  using store = await memory();
  const huge = trackOf("a", { tags: { title: "x".repeat(70_000) } });
  await assert.rejects(store.putTrack(huge), /Cannot store the record of \/music\/a.mp3: it takes/);
  const along = { patches: new Float32Array(20_000) };
  await assert.rejects(
    store.putTrack(trackOf("a"), { along }),
    (error) => error instanceof StoreError && /the record along/.test(error.message),
  );
  assert.deepEqual(await all(store.tracks()), []);
});

Deno.test("putTrack() removes the error at the path and lets another track there leave", async () => {
  using store = await memory();
  const path = "/music/x.mp3";
  await store.putError({ path, stage: "decode", reason: "bad", at: 1, size: 2, modified: 3 });
  await store.putTrack(trackOf("a", { path }));
  assert.deepEqual(await store.errors(), []);
  await store.putTrack(trackOf("b", { path }));
  assert.equal(await store.getTrack("a"), undefined);
  assert.equal((await store.fileAt(path))?.id, "b");
});

Deno.test("putTrack() under a new path forgets the old one", async () => {
  using store = await memory();
  await store.putTrack(trackOf("a", { path: "/old" }));
  await store.putTrack(trackOf("a", { path: "/new" }));
  assert.equal(await store.fileAt("/old"), undefined);
  assert.deepEqual((await all(store.files())).map((file) => file.path), ["/new"]);
});

Deno.test("putMany() keeps every track whatever their number and size", async () => {
  using store = await memory();
  const entries: TrackEntry[] = Array.from({ length: 250 }, (_, i) => ({
    track: trackOf(`t${i}`),
    vectors: { effnet: vectorOf(1280, i) },
    ...(i % 3 === 0 ? { along: { patches: vectorOf(14_000, i) } } : {}),
  }));
  await store.putMany(entries);
  const ids = entries.map(({ track }) => track.id);
  assert.deepEqual((await store.getTracks(ids)).map((track) => track?.id), ids);
  const vectors = new Map((await all(store.vectors("effnet"))).map((v) => [v.id, v.vector]));
  for (const { track, vectors: given } of entries) {
    assert.deepEqual(vectors.get(track.id), given!.effnet);
  }
  const some = await store.vectorsOf("effnet", ["t7", "none", "t3"]);
  assert.deepEqual(some, [entries[7]!.vectors!.effnet, undefined, entries[3]!.vectors!.effnet]);
});

Deno.test("putMany() of two tracks with one path keeps the later one", async () => {
  using store = await memory();
  await store.putMany([trackOf("a", { path: "/x" }), trackOf("b", { path: "/x" })]
    .map((track) => ({ track })));
  assert.deepEqual((await all(store.tracks())).map(({ id }) => id), ["b"]);
});

Deno.test("paths of any kind and length find their track", async () => {
  const paths = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 240 }),
    fc.string({ minLength: 1 }).map((text) => `/${text}`.repeat(400)),
    fc.constantFrom(
      "/a\nb",
      "/a\0b",
      '/"#%',
      "/\u202eabc",
      "/\ud800x",
      "/\udfffx",
      "/é",
      "/e\u0301",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(paths, { minLength: 1, maxLength: 5 }), async (given) => {
      using store = await memory();
      for (const [i, path] of given.entries()) await store.putTrack(trackOf(`t${i}`, { path }));
      for (const [i, path] of given.entries()) {
        assert.equal((await store.fileAt(path))?.id, `t${i}`);
        assert.equal((await store.getTrack(`t${i}`))?.path, path);
      }
      assert.equal((await all(store.files())).length, given.length);
    }),
    { numRuns: 40 },
  );
});

Deno.test("nothing is left of a track that left and whose shelf is cleared", async () => {
  using store = await memory();
  const entry = entryOf("a");
  await store.putTrack(entry.track, entry);
  await store.withdrawTrack("a");
  assert.equal(await store.clearShelf(Infinity), 1);
  assert.equal(await store.getTrack("a"), undefined);
  assert.equal(await store.fileAt(entry.track.path), undefined);
  assert.deepEqual(await store.tracksWithHash(entry.track.file.hash), []);
  assert.equal(await store.vector("effnet", "a"), undefined);
  assert.equal(await store.along("a"), undefined);
  await store.withdrawTrack("a");
});

Deno.test("changesSince() tells each changed track once, and removals", async () => {
  using store = await memory();
  assert.equal(await store.revision(), "");
  await store.putTrack(trackOf("a"));
  const first = await store.revision();
  await store.putTrack(trackOf("b"));
  await store.putTrack(trackOf("b"));
  await store.withdrawTrack("a");
  assert.deepEqual(await store.changesSince(first), {
    revision: await store.revision(),
    ids: ["b", "a"],
    errors: false,
    labels: [],
    spaces: false,
  });
  const now = await store.revision();
  assert.deepEqual(await store.changesSince(now), {
    revision: now,
    ids: [],
    errors: false,
    labels: [],
    spaces: false,
  });
  await store.putError({ path: "/x", stage: "read", reason: "no", at: 1, size: 0, modified: 0 });
  const { revision: _, ...change } = await store.changesSince(now);
  assert.deepEqual(change, { ids: [], errors: true, labels: [], spaces: false });
});

Deno.test("changesSince() sends a reader who is too far behind to read all again", async () => {
  using store = await openStore(":memory:", { changesKept: 20 });
  await store.putTrack(trackOf("a"));
  const early = await store.revision();
  for (let i = 0; i < 60; i++) await store.putTrack(trackOf(`t${i}`));
  const late = await store.changesSince(early);
  assert.deepEqual(late, { revision: await store.revision(), reload: true });
  assert.ok("ids" in await store.changesSince(late.revision));
});

Deno.test("runs() lists the latest run first", async () => {
  using store = await memory();
  const run = (id: string, started: number): Run => ({
    id,
    kind: "analyze",
    roots: ["/music"],
    started,
    beat: started,
    finished: started + 1,
    done: 1,
    failed: 0,
    total: 1,
  });
  for (let i = 0; i < 60; i++) await store.putRun(run(`r${i}`, i));
  const runs = await store.runs();
  assert.equal(runs.length, 50);
  assert.deepEqual(runs[0], run("r59", 59));
});

Deno.test("skipped files are kept with their reasons", async () => {
  using store = await memory();
  await store.putSkipped({ path: "/x/loop", reason: "a link to a folder above it" });
  assert.deepEqual(await store.skipped(), [
    { path: "/x/loop", reason: "a link to a folder above it" },
  ]);
  await store.removeSkipped("/x/loop");
  assert.deepEqual(await store.skipped(), []);
});

Deno.test("a ledger cuts a reason that would outgrow its record", async () => {
  using store = await openStore(":memory:");
  const reason = "x".repeat(200_000);
  await store.putError({ path: "/a", stage: "decode", reason, at: 1, size: 1, modified: 1 });
  await store.putSkipped({ path: "/b", reason });
  for (const [entry] of [await store.errors(), await store.skipped()]) {
    assert.match(entry?.reason ?? "", /^x{2000}…$/);
  }
});

Deno.test("removeError() strikes what was read, and no error that was entered since", async () => {
  using store = await memory();
  const error = { path: "/x.mp3", stage: "decode", reason: "bad", at: 1, size: 2, modified: 3 };
  await store.putError(error);
  await store.putError({ ...error, at: 2 });
  await store.removeError(error);
  assert.deepEqual((await store.errors()).map(({ at }) => at), [2]);
  await store.removeError({ ...error, at: 2 });
  assert.deepEqual(await store.errors(), []);
});
