import assert from "node:assert/strict";
import type { PathAnswer } from "../../similar/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** Forty tracks round a half circle, four artists in turn, tempi from 90 to 129. */
async function served() {
  const library = await openLibrary(":memory:");
  await library.store.putMany(Array.from({ length: 40 }, (_, i) => ({
    track: trackOf(`t${i}`, {
      tags: { title: `Title ${i}`, artist: `Artist ${i % 10}` },
      values: { ...trackOf(`t${i}`).values, tempo: 90 + i },
    }),
    vectors: {
      musicnn: Float32Array.of(Math.cos(i * Math.PI / 39), Math.sin(i * Math.PI / 39), 0.2),
    },
  })));
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const get = (query: string) =>
    app(new Request(`http://127.0.0.1:8000/api/similar/path?${query}`));
  return { get, [Symbol.asyncDispose]: () => library.close() };
}

Deno.test("GET /api/similar/path leads from one track to another, each artist once", async () => {
  await using site = await served();
  const answer: PathAnswer = await (await site.get("from=t3&to=t36&tracks=7")).json();
  assert.equal(answer.space, "musicnn");
  const ids = answer.tracks.map(({ id }) => Number(id.slice(1)));
  assert.deepEqual([ids[0], ids.at(-1), ids.length], [3, 36, 7]);
  assert.deepEqual(ids, ids.toSorted((a, b) => a - b));
  assert.equal(new Set(answer.tracks.map(({ artist }) => artist)).size, 7);
  assert.equal(answer.steps.length, 6);
});

Deno.test("GET /api/similar/path keeps to a query, and says what it cannot do", async () => {
  await using site = await served();
  const answer: PathAnswer = await (await site.get(
    "from=t0&to=t39&tracks=6&per_artist=6&tempo=110..",
  )).json();
  assert.ok(answer.tracks.slice(1).every(({ tempo_bpm }) => tempo_bpm! >= 110));
  const outcomes: [query: string, status: number][] = [
    ["from=t0", 400],
    ["from=t0&to=nobody", 404],
    ["from=t0&to=t1&space=nowhere", 400],
    ["from=t0&to=t1&space=vgg", 404],
  ];
  for (const [query, status] of outcomes) assert.equal((await site.get(query)).status, status);
});
