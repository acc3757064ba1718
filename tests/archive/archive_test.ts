import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createArchive } from "../../archive/mod.ts";
import { openCollection } from "../../collection/mod.ts";
import { DataSet, writeDataSet } from "../../dataset/mod.ts";
import { parseQuery, selectRows } from "../../query/mod.ts";
import { openStore } from "../../store/mod.ts";
import { madeTracks } from "../dataset/_tracks.ts";
import { findDuckDb } from "../fixtures/duckdb.ts";
import { inFolder } from "../tasks/_command.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

Deno.test({
  name:
    "a data set is served read-only: page, tracks, histograms, playlists and a table page by page",
  ignore: !await findDuckDb(),
  fn: () =>
    inFolder(async (folder) => {
      using store = await openStore(":memory:");
      await store.putMany(madeTracks(1200));
      await writeDataSet(store, folder);
      using collection = await openCollection(store, { interval: 0 });
      using set = await DataSet.open(folder);
      const handler = createArchive({ set, root: ROOT, hostname: "127.0.0.1" }).handler();
      const get = (path: string) => handler(new Request(`http://127.0.0.1${path}`));
      const text = "tempo=80..140&sort=tempo";
      const { query } = parseQuery(new URLSearchParams(text));
      const rows = selectRows(collection.columns, query);

      const page = await (await get(`/?${text}`)).text();
      assert.match(page, new RegExp(`<h1>${rows.length} of 1[\\u2009,  ]?200 tracks</h1>`));
      assert.match(page, /<svg/);
      assert.match(page, /offset=50&amp;limit=50/);
      assert.match(page, /data-title="Tempo"><span class="num">80\.\d<span class="unit">BPM</);
      assert.match(page, /data-title="Key \(edma\)">[A-G][b#]? (major|minor)</);
      assert.match(await (await get("/?q=%3Cscript%3E")).text(), /&lt;script|0 of/);

      assert.match(page, /<input[^>]* name="from"[^>]* value="80"/);
      const asked = async (form: string) => (await get(`/?${form}`)).headers.get("location");
      assert.equal(
        await asked("sort=tempo&of=tempo&from=80&to=140"),
        "/?sort=tempo&tempo=80..140",
        "a form leads to the address of its query",
      );
      assert.equal(await asked("tempo=90..&of=tempo&from=&to=120.5"), "/?tempo=..120.5");
      assert.equal(await asked("tempo=90..&of=tempo&from=&to="), "/");
      assert.equal(await asked("of=nothing&from=1&to=2"), null);
      assert.match(
        await (await get("/?tempo=x..")).text(),
        /tempo=x\.\.: expected a range such as/,
      );

      const answer = await (await get(`/api/tracks?${text}&offset=3&limit=2`)).json();
      assert.deepEqual([answer.total, answer.matching], [1200, rows.length]);
      assert.deepEqual(
        answer.tracks.map(({ id }: { id: string }) => id),
        Array.from(rows.subarray(3, 5), (row) => collection.columns.ids[row]),
      );
      const all = await (await get("/api/tracks?limit=1000")).json();
      const titles = new Set(all.tracks.map(({ title }: { title: string | null }) => title));
      assert.ok(titles.has(null) && !titles.has(""), "what is not known is null");
      const unknown = await (await get("/api/tracks?label.nothing=x")).json();
      const none = "there is no label set nothing; there is none";
      assert.deepEqual(unknown.problems.map(({ reason }: { reason: string }) => reason), [none]);
      const region = await (await get("/api/tracks?region=effnet.pca:0,0,1,0,1,1")).json();
      assert.equal(region.matching, 0);
      assert.match(region.problems[0].reason, /^no track lies in a region here: .* has no maps$/);
      for (const nothing of ["q=%00", "artist=a%00b", "format=%00", "folder=%00"]) {
        assert.equal((await (await get(`/api/tracks?${nothing}`)).json()).matching, 0, nothing);
      }
      const counts = await (await get(`/api/counts/key_edma?${text}`)).json();
      const counted = counts.counts.reduce((sum: number, count: number) => sum + count, 0);
      assert.equal(counted + counts.missing, rows.length);
      const playlist = await get(`/api/playlist.m3u8?${text}&limit=10`);
      assert.equal(playlist.headers.get("x-left-out"), String(rows.length - 10));
      assert.equal((await playlist.text()).match(/^#EXTINF/gm)?.length, 10);
      const table = await (await get("/api/table.tsv")).text();
      assert.equal(table.match(/^t\d{4}\t/gm)?.length, 1200);

      const odd = await (await get("/api/tracks?limit=5000&offset=-1")).json();
      assert.deepEqual([odd.tracks.length, odd.offset], [1000, 0]);
      assert.deepEqual(odd.problems.map(({ reason }: { reason: string }) => reason), [
        "expected a whole number from 0",
        "expected a whole number from 0 to 1000",
      ]);
      assert.equal((await (await get("/api/tracks?offset=1e30")).json()).offset, 1200);
      assert.equal((await get("/api/counts/nothing")).status, 404);
      const wild = await get("/api/tracks?rank=danceability:1e300");
      assert.equal(wild.status, 400);
      const post = new Request("http://127.0.0.1/api/tracks", { method: "POST" });
      assert.ok((await handler(post)).status >= 400);
    }),
});
