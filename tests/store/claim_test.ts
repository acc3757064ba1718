import assert from "node:assert/strict";
import fc from "fast-check";
import { type Claim, openStore, type Store } from "../../store/mod.ts";
import { entryOf, hashOf, trackOf } from "./fixtures/tracks.ts";

/** Files by path, with their content, as an analyser would find them. */
type Disk = Map<string, string>;

async function claim(store: Store, disk: Disk, path: string): Promise<Claim> {
  const hash = hashOf(disk.get(path)!);
  return await store.claimTrack({ path, hash, size: 5, modified: 6 }, (other) => disk.has(other));
}

/** Claims every file and stores what is new; gives the number of files that had to be analysed. */
async function analyse(store: Store, disk: Disk): Promise<number> {
  let analysed = 0;
  for (const [path, content] of disk) {
    const found = await claim(store, disk, path);
    if (found.kind !== "new") continue;
    const entry = entryOf(found.id, content.length);
    await store.putTrack(trackOf(found.id, { path, content }), entry);
    analysed++;
  }
  return analysed;
}

Deno.test("claimTrack() makes the id of the content's hash", async () => {
  using store = await openStore(":memory:");
  const disk: Disk = new Map([["/a.mp3", "one"]]);
  assert.deepEqual(await claim(store, disk, "/a.mp3"), {
    kind: "new",
    id: hashOf("one").slice(0, 20),
  });
  assert.equal(await analyse(store, disk), 1);
  assert.equal((await claim(store, disk, "/a.mp3")).kind, "known");
});

Deno.test("claimTrack() keeps id and results of a renamed file", async () => {
  using store = await openStore(":memory:");
  const disk: Disk = new Map([["/a.mp3", "one"]]);
  await analyse(store, disk);
  disk.delete("/a.mp3");
  disk.set("/b/c.mp3", "one");
  const moved = await claim(store, disk, "/b/c.mp3");
  assert.ok(moved.kind === "moved");
  assert.equal(moved.from, "/a.mp3");
  assert.equal((await store.getTrack(moved.id))!.path, "/b/c.mp3");
  assert.equal((await store.vector("effnet", moved.id))?.length, 1280);
  assert.equal(await store.fileAt("/a.mp3"), undefined);
});

Deno.test("claimTrack() gives a duplicate an id of its own and the results of the first", async () => {
  using store = await openStore(":memory:");
  const disk: Disk = new Map([["/a", "one"], ["/b", "one"], ["/c", "one"]]);
  assert.equal(await analyse(store, disk), 1);
  const base = hashOf("one").slice(0, 20);
  assert.deepEqual(await store.tracksWithHash(hashOf("one")), [base, `${base}-2`, `${base}-3`]);
  assert.deepEqual(await store.vector("effnet", `${base}-3`), await store.vector("effnet", base));
  assert.deepEqual(await store.along(`${base}-2`), await store.along(base));
  assert.equal((await store.getTrack(`${base}-2`))!.path, "/b");
  await store.withdrawTrack(base);
  assert.deepEqual(await store.tracksWithHash(hashOf("one")), [`${base}-2`, `${base}-3`]);
});

Deno.test("claimTrack() of a changed file analyses it again and remembers what it was", async () => {
  using store = await openStore(":memory:");
  const disk: Disk = new Map([["/a", "one"]]);
  await analyse(store, disk);
  disk.set("/a", "two");
  assert.equal(await analyse(store, disk), 1);
  assert.equal((await Array.fromAsync(store.tracks())).length, 1);
  disk.set("/a", "one");
  assert.equal((await claim(store, disk, "/a")).kind, "returned");
  assert.equal((await Array.fromAsync(store.tracks())).length, 1);
});

Deno.test("claimTrack() finds what a watcher took out before it came back under another name", async () => {
  using store = await openStore(":memory:");
  const disk: Disk = new Map([["/a", "one"]]);
  await analyse(store, disk);
  await store.withdrawTrack((await store.fileAt("/a"))!.id);
  assert.deepEqual(await Array.fromAsync(store.tracks()), []);
  assert.deepEqual(await Array.fromAsync(store.vectors("effnet")), []);
  assert.equal(await analyse(store, new Map([["/b", "one"]])), 0);
  assert.equal((await store.vector("effnet", hashOf("one").slice(0, 20)))?.length, 1280);
});

Deno.test("clearShelf() forgets for good", async () => {
  let now = 10;
  using store = await openStore(":memory:", { clock: () => now });
  const disk: Disk = new Map([["/a", "one"], ["/b", "two"]]);
  await analyse(store, disk);
  await store.withdrawTrack((await store.fileAt("/a"))!.id);
  now = 20;
  await store.withdrawTrack((await store.fileAt("/b"))!.id);
  assert.equal(await store.clearShelf(20), 1);
  assert.equal(await analyse(store, disk), 1);
});

Deno.test("clearShelf() leaves what comes back meanwhile", async () => {
  using store = await openStore(":memory:", { clock: () => 10 });
  const names = Array.from({ length: 60 }, (_, i) => `${i}`);
  const disk = (names: readonly string[]): Disk => new Map(names.map((n) => [`/${n}`, `c${n}`]));
  await analyse(store, disk(names));
  for (const name of names) await store.withdrawTrack((await store.fileAt(`/${name}`))!.id);
  const [cleared, made] = await Promise.all([
    store.clearShelf(20),
    analyse(store, disk(names.toReversed())),
  ]);
  assert.equal(made, cleared, "what was cleared is analysed anew, all else has come back");
  for (const name of names) {
    assert.equal((await store.tracksWithHash(hashOf(`c${name}`))).length, 1, name);
  }
});

Deno.test("claimTrack() of one content in two processes at once makes two tracks", async () => {
  using store = await openStore(":memory:");
  const disk: Disk = new Map([["/a", "one"], ["/b", "one"]]);
  const claims = await Promise.all([claim(store, disk, "/a"), claim(store, disk, "/b")]);
  assert.deepEqual(claims.map(({ kind }) => kind), ["new", "new"]);
  assert.equal(new Set(claims.map(({ id }) => id)).size, 2);
  assert.deepEqual(await claim(store, disk, "/a"), claims[0]);
});

Deno.test("claimTrack() takes over what a dead process claimed for a file that is gone", async () => {
  using store = await openStore(":memory:");
  const first = await claim(store, new Map([["/a", "one"]]), "/a");
  assert.deepEqual(await claim(store, new Map([["/b", "one"]]), "/b"), first);
});

Deno.test("imported tracks leave without a trace where a file takes their path", async () => {
  using store = await openStore(":memory:");
  const imported = trackOf("x", { path: "/a" });
  await store.putTrack({ ...imported, file: { ...imported.file, hash: "" } });
  await analyse(store, new Map([["/a", "one"]]));
  assert.equal(await store.getTrack("x"), undefined);
});

Deno.test("no shuffle of files needs an analysis of content that was analysed before", async () => {
  const paths = ["/a", "/b", "/c", "/d"];
  const disks = fc.array(
    fc.dictionary(fc.constantFrom(...paths), fc.constantFrom("one", "two", "three"), {
      noNullPrototype: true,
    }),
    { minLength: 2, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(disks, async (states) => {
      using store = await openStore(":memory:");
      const seen = new Set<string>();
      for (const state of states) {
        const disk: Disk = new Map(Object.entries(state));
        const fresh = new Set(disk.values()).difference(seen).size;
        assert.equal(await analyse(store, disk), fresh);
        for (const content of disk.values()) seen.add(content);
        for await (const { path, id } of store.files()) {
          if (!disk.has(path)) await store.withdrawTrack(id);
        }
        const tracks = await Array.fromAsync(store.tracks());
        assert.deepEqual(
          tracks.map(({ path, file }) => [path, file.hash]).sort(),
          [...disk].map(([path, content]) => [path, hashOf(content)]).sort(),
        );
        for (const kind of ["effnet", "tags"] as const) {
          const ids = (await Array.fromAsync(store.vectors(kind))).map(({ id }) => id);
          assert.deepEqual(ids, tracks.map(({ id }) => id));
        }
      }
    }),
    { numRuns: 60 },
  );
});
