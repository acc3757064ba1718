import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { openStore, StoreError, storeFailure } from "../../store/mod.ts";
import { entryOf, trackOf } from "./fixtures/tracks.ts";

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function refuses(location: string, message: RegExp): Promise<void> {
  await assert.rejects(
    openStore(location).then((store) => store.close()),
    (error) =>
      error instanceof StoreError && message.test(error.message) && !error.message.includes("\n"),
  );
}

Deno.test("openStore() makes the folders above a new store", () =>
  inFolder(async (folder) => {
    const location = `${folder}/a/b/c.kv`;
    {
      using store = await openStore(location);
      await store.putTrack(trackOf("a"));
    }
    using again = await openStore(location);
    assert.equal((await again.getTrack("a"))?.id, "a");
  }));

Deno.test("openStore() makes nothing where it is told not to", () =>
  inFolder(async (folder) => {
    await assert.rejects(
      openStore(`${folder}/a/b.kv`, { create: false }),
      /there is none; make one with deno task analyze/,
    );
    assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  }));

Deno.test("openStore() refuses what is not a store and leaves it as it is", () =>
  inFolder(async (folder) => {
    const text = `${folder}/notes.txt`;
    await Deno.writeTextFile(text, "shopping list\n".repeat(400));
    await refuses(text, /Cannot open the store .*notes.txt: it is a file of another kind; choose/);
    assert.equal(await Deno.readTextFile(text), "shopping list\n".repeat(400));
    const foreign = `${folder}/other.sqlite`;
    const database = new DatabaseSync(foreign);
    database.exec("CREATE TABLE library (id INTEGER)");
    database.close();
    await refuses(foreign, /file of another kind/);
    await refuses(folder, /it is a folder; name a file in it/);
    await refuses(`${text}/x.kv`, /Cannot make the folder|Cannot open the store/);
    await refuses("", /its path is empty/);
  }));

Deno.test("openStore() refuses a damaged store in words", () =>
  inFolder(async (folder) => {
    const location = `${folder}/a.kv`;
    {
      using store = await openStore(location);
      await store.putMany(Array.from({ length: 60 }, (_, i) => entryOf(`t${i}`)));
    }
    const bytes = await Deno.readFile(location);
    bytes.fill(0xa5, 100);
    await Deno.writeFile(location, bytes);
    await refuses(location, /damaged|another kind/);
  }));

Deno.test("openStore() refuses a newer format and another program's data", () =>
  inFolder(async (folder) => {
    const newer = `${folder}/newer.kv`;
    const kv = await Deno.openKv(newer);
    await kv.set(["schema"], { version: 99 });
    kv.close();
    await refuses(newer, /it has format 99 and this program reads 1; update the program/);
    const other = `${folder}/other.kv`;
    const otherKv = await Deno.openKv(other);
    await otherKv.set(["users", 1], "somebody");
    otherKv.close();
    await refuses(other, /another program's data/);
  }));

Deno.test("openStore() of a server needs a token", async () => {
  const token = Deno.env.get("DENO_KV_ACCESS_TOKEN");
  Deno.env.delete("DENO_KV_ACCESS_TOKEN");
  try {
    await refuses("http://127.0.0.1:9", /access token in the environment variable/);
  } finally {
    if (token !== undefined) Deno.env.set("DENO_KV_ACCESS_TOKEN", token);
  }
});

Deno.test("a disk that takes no more gives one clear line, and what was stored stays", () =>
  inFolder(async (folder) => {
    const location = `${folder}/full.kv`;
    const filler = new URL("./fixtures/filler.ts", import.meta.url).pathname;
    const command = `trap '' XFSZ; ulimit -f 8000; exec "$0" run -A --no-check "$1" "$2"`;
    const { stdout } = await new Deno.Command("sh", {
      args: ["-c", command, Deno.execPath(), filler, location],
      stderr: "inherit",
    }).output();
    const { stored, name, message } = JSON.parse(new TextDecoder().decode(stdout));
    assert.equal(name, "StoreError");
    assert.match(message, /Cannot write to the store .*full.*everything stored before is intact/);
    using store = await openStore(location);
    const tracks = await Array.fromAsync(store.tracks());
    assert.ok(stored > 0);
    assert.equal(tracks.length, stored);
    for (const { id } of tracks) assert.equal((await store.vector("effnet", id))?.length, 1280);
    const more = entryOf("more");
    await store.putTrack(more.track, more);
  }));

Deno.test("storeFailure() puts what SQLite says into words", () => {
  const said = (message: string) => storeFailure("write to the store x.kv", new Error(message));
  assert.match(said("database or disk is full").message, /the disk is full; free some space/);
  assert.match(said("Can not write to a read-only database.").message, /it is read-only; make/);
  assert.match(said("attempt to write a readonly database").message, /it is read-only/);
  assert.match(said("database disk image is malformed").message, /damaged; restore a copy/);
  assert.match(said("table data_version already exists in \n").message, /damaged; restore a copy/);
  assert.match(said("database is locked").message, /keeps it locked/);
  assert.match(said("error sending request for url (http://x)").message, /does not answer/);
  assert.equal(said("odd\nstack").message, "Cannot write to the store x.kv: odd");
});
