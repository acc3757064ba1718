import assert from "node:assert/strict";
import { createApp } from "../../main.ts";
import { openLibrary, rankQueries } from "../../library/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** Thirty tracks on an arc: those of one genre lie together, but for the last two. */
async function arc() {
  const library = await openLibrary(":memory:");
  await library.store.putMany(Array.from({ length: 30 }, (_, i) => {
    const genre = i >= 28 ? "folk" : i < 14 ? "folk" : "techno";
    const angle = i * Math.PI / 40;
    return {
      track: {
        ...trackOf(`t${String(i).padStart(2, "0")}`),
        tags: { title: `Title ${i}`, ...(i !== 3 && { genres: [genre] }) },
      },
      vectors: { musicnn: Float32Array.of(Math.cos(angle), Math.sin(angle)) },
    };
  }));
  await library.collection.refresh();
  return library;
}

Deno.test("queries are ranked with hits, precision and average precision, page by page", async () => {
  const library = await arc();
  try {
    const asked = { space: "musicnn", label: "genre", k: 5, seed: 1, share: 1 } as const;
    const found = (await rankQueries(library, asked))!;
    assert.equal(found.queries, 30);
    const last = found.rankings.find(({ query }) => query === "t29")!;
    assert.deepEqual(last.hits, [true, false, false, false, false]);
    assert.equal(last.precision, 0.2);
    assert.equal(last.averagePrecision, 0.2);
    assert.ok(Number.isNaN(found.rankings.find(({ query }) => query === "t03")!.precision));
    assert.equal(found.precision.count, 29);
    const part = await rankQueries(library, { ...asked, part: { from: 20, count: 20 } });
    assert.deepEqual([part!.queries, part!.rankings.length], [30, 10]);
    const named = await rankQueries(library, { ...asked, queries: ["t29", "nobody"] });
    assert.deepEqual(named!.rankings.map(({ query }) => query), ["t29"]);

    const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
    const ask = async (search: string) => {
      const answer = await handler(new Request(`http://127.0.0.1/similar/rankings${search}`));
      assert.equal(answer.status, 200);
      return await answer.text();
    };
    const page = await ask("?query=t29&k=5");
    assert.match(page, /precision at 5 0\.200, mean average precision 0\.200 over 1 with a label/);
    assert.equal(page.match(/hit-mark/g)?.length, 1);
    assert.match(page, /\/similar\?track=t29&(amp;)?space=musicnn&(amp;)?why=t28/);
    assert.match(page, /29 tracks by rank: 1 hit among the first 5/);
    assert.match(page, /Title 29 and Title 28 over 2 dimensions: cosine 0\.997/);
    assert.match(page, /1 query, 1 hit and 4 other neighbours marked/);
    const pair = await ask("?query=t29&k=5&open=t29&pair=t26");
    assert.match(pair, /Number 3 of the list, cosine 0\.972, no hit/);
    assert.match(pair, /open=t29&(amp;)?pair=t28#open/, "each dot leads to its pair");
    assert.match(await ask("?query=t29&open=nobody&pair=nobody"), /Title 29 and Title 28/);
    assert.match(await ask("?percent=100"), /30 queries, 1 to 20 here.*from=20/s);
    const asUsual = await ask("?space=nowhere&label=nothing&k=many&seed=-1&length=abc");
    assert.match(asUsual, /2 queries/);
    for (
      const words of [
        "space=nowhere</code>: there is no such space here; there are musicnn",
        "label=nothing</code>: there is no such label here; there are",
        "k=many</code>: expected a whole number from 1 to 50",
        "seed=-1</code>: expected a whole number from 0",
        "length=abc</code>: no such parameter",
      ]
    ) assert.ok(asUsual.includes(words), words);
    assert.doesNotMatch(await ask("?space=musicnn&label=&query="), /class="problems"/);
  } finally {
    await library.close();
  }
});
