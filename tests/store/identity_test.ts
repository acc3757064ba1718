import assert from "node:assert/strict";
import { openCollection } from "../../collection/mod.ts";
import { openStore, type Store, StoreError } from "../../store/mod.ts";
import { trackOf } from "./fixtures/tracks.ts";

async function withStore(body: (store: Store, path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/x.kv`;
  const store = await openStore(path);
  try {
    await store.putTrack(trackOf("t1"));
    await body(store, path);
  } finally {
    store.close();
    await Deno.remove(folder, { recursive: true });
  }
}

function isLost(pattern: RegExp) {
  return (error: unknown) =>
    error instanceof StoreError && error.kind === "lost" && pattern.test(error.message) &&
    !error.message.includes("\n");
}

Deno.test("a store whose file was deleted refuses every write in words", () =>
  withStore(async (store, path) => {
    assert.equal(await store.fault(), undefined);
    await Deno.remove(path);
    const gone = isLost(/x\.kv: its file was deleted or moved away/);
    await assert.rejects(store.putTrack(trackOf("t2")), gone);
    await assert.rejects(store.documents("playlists").put("p", {}), gone);
    await assert.rejects(store.withdrawTrack("t1"), gone);
    await assert.rejects(store.revision(), gone);
    assert.match(await store.fault() ?? "", /deleted or moved away/);
  }));

Deno.test("a store whose file was replaced refuses every write, until it is opened again", () =>
  withStore(async (store, path) => {
    await Deno.rename(path, `${path}.old`);
    {
      using other = await openStore(path);
      await other.putTrack(trackOf("other"));
    }
    const replaced = isLost(/replaced by another/);
    await assert.rejects(store.putTrack(trackOf("t2")), replaced);
    using again = await openStore(path);
    await again.putTrack(trackOf("t2"));
    const ids = (await Array.fromAsync(again.tracks())).map(({ id }) => id);
    assert.deepEqual(ids, ["other", "t2"]);
  }));

Deno.test("a store that was moved away and put back goes on", () =>
  withStore(async (store, path) => {
    await Deno.rename(path, `${path}.away`);
    await assert.rejects(store.putTrack(trackOf("t2")), isLost(/moved away/));
    await Deno.rename(`${path}.away`, path);
    await store.putTrack(trackOf("t2"));
    assert.equal((await store.getTrack("t2"))?.id, "t2");
  }));

Deno.test("a collection that follows a lost store says so, and keeps what it has", () =>
  withStore(async (store, path) => {
    using collection = await openCollection(store, { interval: 0 });
    await Deno.remove(path);
    await assert.rejects(collection.refresh(), isLost(/deleted/));
    assert.deepEqual(collection.columns.ids, ["t1"]);
  }));

Deno.test("roots are what was analysed, never what an import names", () =>
  withStore(async (store) => {
    const run = { started: 1, beat: 1, done: 0, failed: 0, total: 0 };
    await store.addRoots(["/music", "/more"]);
    await store.putRun({ ...run, id: "a", kind: "watch", roots: ["/watched", "/music"] });
    await store.putRun({ ...run, id: "b", kind: "import", roots: ["/etc"] });
    assert.deepEqual(await store.roots(), ["/more", "/music", "/watched"]);
  }));
