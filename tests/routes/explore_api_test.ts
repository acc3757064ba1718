import assert from "node:assert/strict";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { readPlaylist } from "../../playlist/mod.ts";
import { parseQuery, type Problem, selectRows } from "../../query/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

async function served() {
  const library = await openLibrary(":memory:");
  for (const [i, tempo] of [118, 120, 122, 60].entries()) {
    const values = { ...trackOf(`t${i}`).values, tempo, duration: 100 };
    await library.store.putTrack(trackOf(`t${i}`, { path: `/music/#${i}.mp3`, values }));
  }
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const get = (path: string, init?: RequestInit) =>
    app(new Request(`http://127.0.0.1:8000${path}`, init));
  return { library, get, [Symbol.asyncDispose]: () => library.close() };
}

interface Tracks {
  readonly total: number;
  readonly matching: number;
  readonly problems: readonly { readonly parameter: string }[];
  readonly tracks: readonly Record<string, unknown>[];
}

Deno.test("GET /api/tracks gives the same tracks as the page's own evaluation", async () => {
  await using site = await served();
  const query = "tempo=119..121&tempo.octave=any&sort=tempo";
  const answer: Tracks = await (await site.get(`/api/tracks?${query}`)).json();
  const { columns } = site.library.collection;
  const rows = selectRows(columns, parseQuery(new URLSearchParams(query)).query);
  assert.deepEqual(answer.tracks.map((t) => t["id"]), [...rows].map((row) => columns.ids[row]));
  assert.deepEqual(answer.tracks.map((t) => t["tempo_bpm"]), [60, 120]);
  assert.deepEqual([answer.total, answer.matching], [4, 2]);
});

Deno.test("GET /api/words gives a sentence as the query that /api/tracks takes", async () => {
  await using site = await served();
  const text = encodeURIComponent("119 to 121 BPM, purple");
  const { query, read, left } = await (await site.get(`/api/words?text=${text}`)).json();
  const answer: Tracks = await (await site.get(`/api/tracks?${query}`)).json();
  assert.deepEqual(answer.tracks.map((t) => t["tempo_bpm"]), [120]);
  assert.deepEqual(read, [{ text: "119 to 121 BPM", ids: ["tempo"], how: "both included" }]);
  assert.equal(left[0].text, "purple");
});

Deno.test("GET /api/tracks pages, and says what it could not read", async () => {
  await using site = await served();
  const answer: Tracks = await (await site.get("/api/tracks?tepmo=1&sort=tempo&offset=1&limit=2"))
    .json();
  assert.deepEqual(answer.tracks.map((t) => t["tempo_bpm"]), [118, 120]);
  assert.equal(answer.matching, 4);
  assert.deepEqual(answer.problems.map((p) => p.parameter), ["tepmo"]);
});

Deno.test("a number that no page can have is said, and stood in for", async () => {
  await using site = await served();
  const askedFor = async (path: string) => {
    const { problems, tracks } = await (await site.get(path)).json();
    return [tracks.length, problems.map((p: Problem) => `${p.parameter}=${p.value}: ${p.reason}`)];
  };
  const upTo = (most: number) => `expected a whole number from 0 to ${most}`;
  assert.deepEqual(await askedFor("/api/tracks?limit=all&offset=-1"), [4, [
    "offset=-1: expected a whole number from 0",
    `limit=all: ${upTo(1000)}`,
  ]]);
  assert.deepEqual(await askedFor("/api/tracks?limit=1.5"), [4, [`limit=1.5: ${upTo(1000)}`]]);
  assert.deepEqual(await askedFor("/api/tracks?limit=-1"), [0, [`limit=-1: ${upTo(1000)}`]]);
  assert.deepEqual(await askedFor("/api/tracks?offset=99&limit=1000"), [0, []]);
  const most = "/api/playlist.json?limit=1e6";
  assert.deepEqual(await askedFor(most), [4, [`limit=1e6: ${upTo(5000)}`]]);
});

Deno.test("GET /api/playlist.m3u8 is a download that keeps the query", async () => {
  await using site = await served();
  const response = await site.get("/api/playlist.m3u8?tempo=118..&sort=tempo&tracks=2&name=a%20b");
  assert.equal(response.headers.get("content-type"), "audio/x-mpegurl; charset=utf-8");
  assert.match(response.headers.get("content-disposition")!, /filename\*=UTF-8''a%20b\.m3u8/);
  const playlist = readPlaylist(await response.text());
  assert.equal(playlist.query, "tempo=118..&sort=tempo&tracks=2");
  assert.deepEqual(playlist.entries.map((e) => e.path), ["/music/#0.mp3", "/music/#1.mp3"]);
});

Deno.test("GET /api/playlist.* gives the tracks from offset on, limit of them", async () => {
  await using site = await served();
  const part = await site.get("/api/playlist.m3u8?sort=tempo&offset=1&limit=2");
  assert.equal(part.headers.get("x-left-out"), "1");
  const { query, entries } = readPlaylist(await part.text());
  assert.equal(query, "sort=tempo");
  assert.deepEqual(entries.map((e) => e.path), ["/music/#0.mp3", "/music/#1.mp3"]);
  const odd = await (await site.get("/api/playlist.tsv?limit=all")).text();
  assert.equal(readPlaylist(odd).entries.length, 4);
});

Deno.test("GET /api/playlist.* maps paths, in every format", async () => {
  await using site = await served();
  for (const format of ["m3u8", "xspf", "jspf", "tsv"]) {
    const text = await (await site.get(`/api/playlist.${format}?tempo=60&relative_to=/`)).text();
    assert.deepEqual(readPlaylist(text).entries.map((e) => e.path), ["music/#3.mp3"]);
  }
  const mapped = await (await site.get("/api/playlist.m3u8?tempo=60&from=/music&to=/mnt")).text();
  assert.match(
    mapped,
    /^file:\/\/\/mnt\/%233\.mp3$/m,
    "a player would read # as the start of a fragment",
  );
});

Deno.test("playlists are saved, listed, changed, exported, deleted and put back", async () => {
  await using site = await served();
  const json = (method: string, body: unknown): RequestInit => ({
    method,
    body: JSON.stringify(body),
  });
  const post = (body: unknown) => site.get("/api/playlists", json("POST", body));
  const made = await post({
    name: " Evening ",
    query: "tempo=118..",
    tracks: ["t1", "gone", "t0"],
  });
  assert.equal(made.status, 201);
  const { id, name } = await made.json();
  assert.equal(name, "Evening");
  await site.get(`/api/playlists/${id}`, json("PATCH", { name: "Night" }));
  const { playlists } = await (await site.get("/api/playlists")).json();
  assert.deepEqual(playlists.map((p: { name: string; length: number }) => [p.name, p.length]), [
    ["Night", 3],
  ]);
  const file = await (await site.get(`/api/playlists/${id}/export?format=xspf`)).text();
  assert.deepEqual(readPlaylist(file).entries.map((e) => e.path), [
    "/music/#1.mp3",
    "/music/#0.mp3",
  ]);
  const deleted = await (await site.get(`/api/playlists/${id}`, { method: "DELETE" })).json();
  assert.equal((await site.get(`/api/playlists/${id}`)).status, 404);
  const again = await (await post(deleted)).json();
  assert.deepEqual(again.tracks, ["t1", "gone", "t0"]);
});

Deno.test("a playlist that is none is refused with the reason", async () => {
  await using site = await served();
  for (const body of ["no json", "{}", '{"name":""}', '{"name":"x","tracks":[1]}']) {
    const response = await site.get("/api/playlists", { method: "POST", body });
    assert.equal(response.status, 400, body);
  }
});
