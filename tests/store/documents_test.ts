import assert from "node:assert/strict";
import fc from "fast-check";
import { openStore, StoreError } from "../../store/mod.ts";

Deno.test("documents give back any JSON value", async () => {
  using store = await openStore(":memory:");
  const documents = store.documents<unknown>("settings");
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), fc.jsonValue(), async (id, value) => {
      const json = JSON.parse(JSON.stringify(value));
      await documents.put(id, value);
      assert.deepEqual(await documents.get(id), json);
      await documents.delete(id);
      assert.equal(await documents.get(id), undefined);
    }),
  );
});

Deno.test("documents of many thousand track ids stay whole, and shrink without a rest", async () => {
  using store = await openStore(":memory:");
  const playlists = store.documents<{ readonly ids: readonly string[] }>("playlist");
  const long = { ids: Array.from({ length: 20_000 }, (_, i) => `id-${i}-é`) };
  await playlists.put("p", long);
  assert.deepEqual(await playlists.get("p"), long);
  await playlists.put("p", { ids: ["a"] });
  await playlists.put("q", long);
  assert.deepEqual(await playlists.list(), [
    { id: "p", value: { ids: ["a"] } },
    { id: "q", value: long },
  ]);
  assert.deepEqual(await store.documents("listening").list(), []);
});

Deno.test("documents that are too long are refused in words", async () => {
  using store = await openStore(":memory:");
  const documents = store.documents<string>("playlist");
  await assert.rejects(
    documents.put("p", "x".repeat(800_000)),
    (error) =>
      error instanceof StoreError && /Cannot store playlist p: it takes 800002/.test(error.message),
  );
});
