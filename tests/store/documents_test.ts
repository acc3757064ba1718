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

Deno.test("update() loses no change of many made at once, through one store or several", async () => {
  const folder = await Deno.makeTempDir();
  try {
    using first = await openStore(`${folder}/x.kv`);
    using second = await openStore(`${folder}/x.kv`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who: fc.boolean(), adds: fc.nat(99) }), { maxLength: 40 }),
        async (changes) => {
          const id = crypto.randomUUID();
          await first.documents<number[]>("list").put(id, []);
          await Promise.all(
            changes.map(({ who, adds }) =>
              (who ? first : second).documents<number[]>("list").update(
                id,
                (before) => [...before, adds],
              )
            ),
          );
          const kept = await second.documents<number[]>("list").get(id);
          const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);
          assert.deepEqual(sorted(kept!), sorted(changes.map(({ adds }) => adds)));
        },
      ),
      { numRuns: 15 },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("update() of a deleted document makes none, and what it throws changes nothing", async () => {
  using store = await openStore(":memory:");
  const documents = store.documents<{ readonly n: number }>("d");
  assert.equal(await documents.update("gone", () => ({ n: 1 })), undefined);
  assert.equal(await documents.get("gone"), undefined);
  await documents.put("a", { n: 1 });
  await assert.rejects(
    documents.update("a", () => {
      throw new RangeError("no");
    }),
    RangeError,
  );
  assert.deepEqual(await documents.update("a", ({ n }) => ({ n: n + 1 })), { n: 2 });
  const taken = await Promise.all([1, 2, 3].map(() => documents.delete("a")));
  assert.deepEqual(taken.filter((value) => value !== undefined), [{ n: 2 }]);
});

Deno.test("documents and tracks of ids that no key holds are not there, and say no more", async () => {
  using store = await openStore(":memory:");
  for (const id of ["x".repeat(100_000), "\0".repeat(1_500), "é".repeat(1_500)]) {
    assert.equal(await store.documents("d").get(id), undefined);
    assert.equal(await store.documents("d").delete(id), undefined);
    assert.equal(await store.getTrack(id), undefined);
    assert.equal(await store.along(id), undefined);
    assert.equal(await store.vector("effnet", id), undefined);
  }
});

Deno.test("documents that begin with their first change lose none of many at once", async () => {
  using store = await openStore(":memory:");
  const lists = store.documents<readonly number[]>("list");
  const numbers = Array.from({ length: 20 }, (_, i) => i);
  await Promise.all(numbers.map((i) => lists.update("p", (before) => [...before, i], [])));
  assert.deepEqual((await lists.get("p"))!.toSorted((a, b) => a - b), numbers);
  assert.equal(await lists.update("q", (before) => before), undefined);
});

Deno.test("of many that create a document of one id at once one does", async () => {
  using store = await openStore(":memory:");
  const documents = store.documents<number>("d");
  const made = await Promise.all([0, 1, 2, 3, 4].map((i) => documents.create("a", i)));
  assert.equal(made.filter(Boolean).length, 1);
  assert.equal(await documents.get("a"), made.indexOf(true));
});
