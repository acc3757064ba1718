import assert from "node:assert/strict";
import { openStore, type Store } from "../../store/mod.ts";
import { serveKv, TOKEN } from "../fixtures/kv_connect/server.ts";
import { entryOf } from "./fixtures/tracks.ts";

/** Runs a test with the address of an empty server, and the token in the environment. */
async function onServer(body: (address: string) => Promise<void>, token = TOKEN): Promise<void> {
  const before = Deno.env.get("DENO_KV_ACCESS_TOKEN");
  Deno.env.set("DENO_KV_ACCESS_TOKEN", token);
  try {
    await using server = serveKv();
    await body(server.address);
  } finally {
    if (before === undefined) Deno.env.delete("DENO_KV_ACCESS_TOKEN");
    else Deno.env.set("DENO_KV_ACCESS_TOKEN", before);
  }
}

const names = Array.from({ length: 60 }, (_, i) => `t${String(i).padStart(2, "0")}`);

/** Writes of every kind; what they leave is to be the same wherever the store is. */
async function fill(store: Store): Promise<void> {
  await store.putMany(names.map((name, i) => entryOf(name, i)));
  await store.withdrawTrack("t03");
  await store.clearShelf(Infinity);
  await store.withdrawTrack("t04");
  const { hash } = (await store.getTrack("t05"))!.file;
  const moved = { path: "/music/moved.mp3", size: 480_000, modified: 600, hash };
  assert.equal((await store.claimTrack(moved, () => false)).kind, "moved");
  await store.putError({
    path: "/music/bad.mp3",
    stage: "decode",
    reason: "no frames",
    at: 5,
    size: 9,
    modified: 1,
  });
  await store.putSkipped({ path: "/music/._x", reason: "AppleDouble" });
  const playlists = store.documents<{ readonly text: string }>("playlist");
  await playlists.put("long", { text: "music ".repeat(60_000) });
  await playlists.put("short", { text: "music" });
  await playlists.delete("short");
}

async function contentsOf(store: Store) {
  const tracks = await Array.fromAsync(store.tracks());
  return {
    tracks,
    vectors: await Array.fromAsync(store.vectors("effnet")),
    along: await store.along("t10"),
    files: await Array.fromAsync(store.files()),
    alike: await store.tracksWithHash(tracks[9]!.file.hash),
    errors: await store.errors(),
    skipped: await store.skipped(),
    playlists: await store.documents("playlist").list(),
  };
}

Deno.test("a store on a server holds what one in a file does", () =>
  onServer(async (address) => {
    const options = { clock: () => 9_000 };
    using here = await openStore(":memory:", options);
    using there = await openStore(address, options);
    const start = await there.revision();
    for (const store of [here, there]) await fill(store);
    const contents = await contentsOf(there);
    assert.equal(contents.tracks.length, 58);
    assert.deepEqual(contents, await contentsOf(here));
    const changes = await there.changesSince(start);
    assert.ok("ids" in changes);
    assert.deepEqual(new Set(changes.ids), new Set(names));
  }));

Deno.test("two writers on one server lose nothing", () =>
  onServer(async (address) => {
    using first = await openStore(address);
    using second = await openStore(address);
    const write = (store: Store, every: readonly string[]) =>
      Promise.all(every.map((name) => store.putTrack(entryOf(name).track)));
    await Promise.all([write(first, names), write(second, names.toReversed())]);
    const tracks = await Array.fromAsync(first.tracks());
    assert.deepEqual(tracks.map(({ id }) => id), names);
  }));

Deno.test("openStore() says that a server refuses the token", () =>
  onServer(
    (address) =>
      assert.rejects(openStore(address), {
        name: "StoreError",
        message: /refuses the access token; check the environment variable DENO_KV_ACCESS_TOKEN$/,
      }),
    "another token",
  ));
