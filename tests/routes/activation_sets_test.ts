import assert from "node:assert/strict";
import { decodeColumns } from "../../collection/columns_arrow.ts";
import {
  ACTIVATION_CLASSES,
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
} from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** Likelihoods of a set in which some classes stand out. */
function vectorOf(set: ActivationSet, strong: Readonly<Record<string, number>>): Float32Array {
  return Float32Array.from(ACTIVATION_CLASSES[set], (name) => strong[name] ?? 0.01);
}

/** Three tracks of which the networks of MTG-Jamendo have heard two. */
async function served() {
  const library = await openLibrary(":memory:");
  await library.store.putMany([
    {
      track: trackOf("calm", { path: "/music/calm.ogg" }),
      vectors: {
        moodthemes: vectorOf("moodthemes", { calm: 0.7, film: 0.2 }),
        instruments: vectorOf("instruments", { "acoustic guitar": 0.6, piano: 0.4 }),
        jamendo: vectorOf("jamendo", { "new age": 0.5 }),
      },
    },
    {
      track: trackOf("epic", { path: "/music/epic.ogg" }),
      vectors: {
        moodthemes: vectorOf("moodthemes", { epic: 0.8, calm: 0.15 }),
        instruments: vectorOf("instruments", { orchestra: 0.9, piano: 0.3 }),
      },
    },
    { track: trackOf("unheard", { path: "/music/unheard.ogg" }) },
  ]);
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const get = (path: string) => app(new Request(`http://127.0.0.1:8000${path}`));
  return { library, get, [Symbol.asyncDispose]: () => library.close() };
}

async function idsOf(get: (path: string) => Response | Promise<Response>, query: string) {
  const answer = await (await get(`/api/tracks?${query}`)).json();
  assert.deepEqual(answer.problems ?? [], [], query);
  return answer.tracks.map(({ id }: { id: string }) => id);
}

Deno.test("every set has a word of its own, and classes that differ", () => {
  const words = ACTIVATION_SETS.map((set) => ACTIVATION_INFO[set].word);
  assert.equal(new Set(words).size, words.length);
  for (const set of ACTIVATION_SETS) {
    assert.equal(new Set(ACTIVATION_CLASSES[set]).size, ACTIVATION_CLASSES[set].length);
  }
});

Deno.test("tracks are asked for, ranked and sorted by moods, instruments and genres", async () => {
  await using site = await served();
  const found = (query: string) => idsOf(site.get, query);
  assert.deepEqual(await found("moodtheme=calm"), ["calm", "epic"]);
  assert.deepEqual(await found("moodtheme=calm:0.5"), ["calm"]);
  assert.deepEqual(await found("moodtheme.top=epic"), ["epic"]);
  assert.deepEqual(await found("not.instrument=orchestra"), ["calm"]);
  assert.deepEqual(await found("instrument=piano,acoustic guitar&instrument.mode=all"), ["calm"]);
  assert.deepEqual(await found("instrument=missing"), ["unheard"]);
  assert.deepEqual(await found("jamendo.top=new age"), ["calm"]);
  assert.deepEqual(await found("rank=instrument.piano&moodtheme=calm"), ["calm", "epic"]);
  assert.deepEqual(await found("sort=moodtheme&order=desc"), ["epic", "calm", "unheard"]);
  const wrong = await (await site.get("/api/tracks?instrument=kazoo")).json();
  assert.match(JSON.stringify(wrong), /no instrument is called .*kazoo/);
});

Deno.test("pages and columns have the sets that a collection has, and no others", async () => {
  await using site = await served();
  const overview = await (await site.get("/")).text();
  for (const question of ["Which moods and themes?", "Which instruments?", "Which genres?"]) {
    assert.ok(overview.includes(question), question);
  }
  assert.match(overview, /The instrument with the largest activation is most often/);
  const track = await (await site.get("/track/calm")).text();
  assert.match(track, /<h3>Instruments<\/h3>.*acoustic guitar/s);
  assert.doesNotMatch(await (await site.get("/track/epic")).text(), /<h3>Genres<\/h3>/);
  const columns = decodeColumns(
    new Uint8Array(await (await site.get("/api/columns.arrow")).arrayBuffer()),
  );
  const { labels, present } = columns.activations.instruments!;
  assert.deepEqual([labels, [...present]], [ACTIVATION_CLASSES.instruments, [1, 1, 0]]);
});
