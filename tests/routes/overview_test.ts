import assert from "node:assert/strict";
import { commandFor, offeredModels, openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { parseQuery } from "../../query/mod.ts";
import type { Summary } from "../../report/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

async function served(tracks: number, failed = 0) {
  const library = await openLibrary(":memory:");
  for (let i = 0; i < tracks; i++) {
    const values = { ...trackOf(`t${i}`).values, tempo: 100 + i };
    await library.store.putTrack(trackOf(`t${i}`, { path: `/music/${i}.mp3`, values }));
  }
  for (let i = 0; i < failed; i++) {
    await library.store.putError({
      path: `/music/broken ${i}.mp3`,
      stage: "decode",
      reason: "no audio frames",
      at: 0,
      size: 1,
      modified: 0,
    });
  }
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  return {
    library,
    page: async (path = "/") => {
      const response = await app(new Request(`http://127.0.0.1:8000${path}`));
      return { status: response.status, text: await response.text() };
    },
    [Symbol.asyncDispose]: () => library.close(),
  };
}

Deno.test("commandFor() names the store where it is not the usual one", () => {
  assert.equal(commandFor({ location: "data/fonoteca.kv" }, "errors"), "deno task errors");
  assert.equal(commandFor({ location: "/a/b.kv" }, "errors"), "deno task errors --db /a/b.kv");
  assert.equal(
    commandFor({ location: "it's mine.kv" }, "errors"),
    "deno task errors --db 'it'\\''s mine.kv'",
  );
  assert.equal(
    commandFor({ location: "/nas/set", isOver: true }, "errors"),
    "deno task errors --db <store it was exported from>",
  );
});

Deno.test("pages that need music to hear or compare say so where there is too little", async () => {
  await using one = await served(1);
  assert.match((await one.page("/listen")).text, /Too little to listen to/);
  assert.match((await one.page("/evaluate")).text, /Nothing to evaluate yet/);
});

Deno.test("/ of an empty collection says which command makes one", async () => {
  await using site = await served(0);
  const { status, text } = await site.page();
  assert.equal(status, 200);
  assert.match(text, /No music yet/);
  assert.match(text, /deno task analyze/);
  assert.ok(!text.includes("How fast?"));
});

Deno.test("/ of a collection of failures says so, with the reason", async () => {
  await using site = await served(0, 2);
  const { text } = await site.page();
  assert.match(text, /No track could be analysed/);
  assert.match(text, /no audio frames/);
  assert.match(text, /broken 1\.mp3/);
});

Deno.test("/ asks the questions, and each mark leads to a query that can be read", async () => {
  await using site = await served(30, 1);
  const { status, text } = await site.page();
  assert.equal(status, 200);
  for (const question of ["Which styles?", "How fast?", "Which keys?", "How loud?"]) {
    assert.ok(text.includes(question), question);
  }
  const links = [...text.matchAll(/href="\/explore\?([^"]*)"/g)];
  assert.ok(links.length > 20);
  for (const [, link] of links) {
    const { problems, query } = parseQuery(new URLSearchParams(link!.replaceAll("&amp;", "&")));
    assert.deepEqual(problems, [], link);
    assert.ok(Object.keys(query.clauses).length > 0, link);
  }
});

Deno.test("/ has no inline script or style sheet, as its policy forbids them", async () => {
  await using site = await served(3);
  const { text } = await site.page();
  assert.ok(!/<style|<script(?![^>]*\bsrc=)/.test(text.replace(/<script type="module" src/g, "")));
});

Deno.test("/api/summary follows the collection", async () => {
  await using site = await served(2);
  const before: Summary = JSON.parse((await site.page("/api/summary")).text);
  assert.equal(before.tracks, 2);
  assert.equal(before.distributions["tempo"]!.max, 101);
  await site.library.store.putTrack(
    trackOf("new", { path: "/music/new.mp3", values: { tempo: 180 } }),
  );
  await site.library.collection.refresh();
  const after: Summary = JSON.parse((await site.page("/api/summary")).text);
  assert.equal(after.distributions["tempo"]!.max, 180);
  assert.ok(after.stages.length > 0);
});

Deno.test("/ asks once for all sets that heads hear, as long as no track was heard for any", async () => {
  await using site = await served(3);
  const before = (await site.page()).text;
  assert.match(before, /What else\?/);
  assert.match(before, /heard for moods and themes, instruments and genres/);
  const vectors = { instruments: new Float32Array(40).fill(0.3) };
  await site.library.store.putMany([{ track: trackOf("t0", { path: "/music/0.mp3" }), vectors }]);
  await site.library.collection.refresh();
  const after = (await site.page()).text;
  assert.doesNotMatch(after, /What else\?/);
  assert.match(after, /Which instruments\?/);
});

Deno.test("the sets that heads hear are offered for that question, with the network they need", async () => {
  const folder = await Deno.makeTempDir();
  const offered = await offeredModels({ bundled: folder, cache: folder });
  await Deno.remove(folder);
  const answers = offered.filter(({ answers }) => answers.includes("further")).map(({ id }) => id);
  assert.deepEqual(answers, [
    "discogs-effnet-bsdynamic-1",
    "mtg_jamendo_moodtheme-discogs-effnet-1",
    "mtg_jamendo_instrument-discogs-effnet-1",
    "mtg_jamendo_genre-discogs-effnet-1",
  ]);
  assert.deepEqual(offered.filter(({ onTrust }) => onTrust).map(({ id }) => id), [
    "mtg_jamendo_genre-discogs-effnet-1",
  ]);
});
