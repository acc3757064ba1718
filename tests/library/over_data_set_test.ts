import assert from "node:assert/strict";
import { decodeColumns } from "../../collection/columns_arrow.ts";
import { openCollection } from "../../collection/mod.ts";
import { DataSet, writeDataSet } from "../../dataset/mod.ts";
import { openLibraryOver } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { openStore } from "../../store/mod.ts";
import { madeTracks } from "../dataset/_tracks.ts";
import { findDenokv, serveDenokv } from "../fixtures/denokv.ts";
import { findDuckDb } from "../fixtures/duckdb.ts";
import { TOKEN } from "../fixtures/kv_connect/server.ts";
import { inFolder } from "../tasks/_command.ts";

const ROWS = 120;
const hasDuckDb = await findDuckDb();
const denokv = await findDenokv();

/** The pages over a data set, with what people write in the store at `db`, if any. */
async function withPages(
  folder: string,
  body: (ask: (path: string, body?: unknown) => Promise<Response>) => Promise<void>,
  db?: string,
): Promise<void> {
  using set = await DataSet.open(folder);
  const library = await openLibraryOver(set, { db });
  try {
    const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
    await body((path, body) => {
      const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      return handler(new Request(`http://127.0.0.1${path}`, init));
    });
  } finally {
    await library.close();
  }
}

async function inDataSet(body: (folder: string) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    using store = await openStore(":memory:");
    await store.putMany(madeTracks(ROWS));
    await writeDataSet(store, `${folder}/set`);
    await body(folder);
  });
}

Deno.test({
  name: "the pages of a data set have its columns, tracks and lists, and save nothing",
  ignore: !hasDuckDb,
  fn: () =>
    inDataSet((folder) =>
      withPages(`${folder}/set`, async (ask) => {
        using store = await openStore(":memory:");
        await store.putMany(madeTracks(ROWS));
        using collection = await openCollection(store, { interval: 0 });
        const sent = new Uint8Array(await (await ask("/api/columns.arrow")).arrayBuffer());
        const { ids, numbers, texts } = decodeColumns(sent);
        assert.deepEqual([...ids], [...collection.columns.ids]);
        assert.deepEqual(numbers, collection.columns.numbers);
        assert.deepEqual([...texts.title], [...collection.columns.texts.title]);

        assert.match(await (await ask("/explore")).text(), /Read-only, from .*\/set: playlists/);
        const track = await (await ask("/api/tracks/t0003")).json();
        assert.equal(track.path, (await store.getTrack("t0003"))!.path);
        const row = collection.snapshot.held.findIndex((bits) => (bits >> 3 & 1) === 1);
        const id = collection.columns.ids[row];
        const similar = await (await ask(`/api/similar?track=${id}`)).json();
        assert.equal(similar.lists[0].neighbours.length, 10);
        const styled = collection.columns.activations.styles!.present.indexOf(1);
        const page = await (await ask(`/track/${collection.columns.ids[styled]}`)).text();
        assert.match(page, /<h3>Styles<\/h3><ol class="shares"><li/);
        assert.doesNotMatch(await (await ask("/labels")).text(), /Make it/);
        const saved = await ask("/api/playlists", { name: "Friday", tracks: ["t0001"] });
        assert.equal(saved.status, 403);
        assert.match(await saved.text(), /is a data set, which is read-only; start with --db/);
      })
    ),
});

Deno.test({
  name: "what people write beside a data set is kept in a store, and its tracks are not touched",
  ignore: !hasDuckDb,
  fn: () =>
    inDataSet(async (folder) => {
      const db = `${folder}/beside.kv`;
      await withPages(`${folder}/set`, async (ask) => {
        const saved = await ask("/api/playlists", { name: "Friday", tracks: ["t0001"] });
        assert.equal(saved.status, 201);
        assert.doesNotMatch(await (await ask("/explore")).text(), /Read-only, from/);
      }, db);
      await withPages(`${folder}/set`, async (ask) => {
        const { playlists } = await (await ask("/api/playlists")).json();
        assert.equal(playlists[0].name, "Friday");
        assert.equal((await (await ask("/api/tracks")).json()).total, ROWS);
      }, db);
      using store = await openStore(db);
      assert.deepEqual(await Array.fromAsync(store.tracks()), []);
    }),
});

Deno.test({
  name: "two servers of one data set beside one denokv show what is kept through either",
  ignore: !hasDuckDb || !denokv,
  fn: () =>
    inDataSet(async (folder) => {
      Deno.env.set("DENO_KV_ACCESS_TOKEN", TOKEN);
      await using kv = await serveDenokv(denokv!, folder);
      await withPages(`${folder}/set`, (first) =>
        withPages(`${folder}/set`, async (second) => {
          const made = await first("/api/playlists", { name: "Friday", tracks: ["t0001"] });
          const { id } = await made.json();
          const found = await (await second(`/api/playlists/${id}`)).json();
          assert.deepEqual(found.tracks, ["t0001"]);
          const set = await second("/api/labels", { name: "Mood", classes: ["calm"] });
          const { id: label } = await set.json();
          const { sets } = await (await first("/api/labels")).json();
          assert.deepEqual(sets.map((each: { id: string }) => each.id), [label]);
        }, kv.address), kv.address);
      Deno.env.delete("DENO_KV_ACCESS_TOKEN");
    }),
});
