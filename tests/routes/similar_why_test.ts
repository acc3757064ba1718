import assert from "node:assert/strict";
import { parseSimilar, type WhyAnswer } from "../../similar/mod.ts";
import { ACTIVATION_CLASSES, seeded, type Space } from "../../domain/mod.ts";
import { openLibrary, trackSubject, whySimilar } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { cosineOf } from "../../similarity/exact.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const TRACKS = 12;
const random = seeded(4);
const STYLES = Array.from({ length: TRACKS }, () => Float32Array.from({ length: 400 }, random));
const VECTORS = Array.from({ length: TRACKS }, () => Float32Array.of(random(), random(), random()));

async function served() {
  const library = await openLibrary(":memory:");
  await library.store.putMany(VECTORS.map((musicnn, i) => ({
    track: trackOf(`t${i}`, { values: { ...trackOf(`t${i}`).values, tempo: 90 + i } }),
    vectors: {
      musicnn,
      styles: STYLES[i]!,
      timbre: Float32Array.from({ length: 100 }, () => random()),
    },
  })));
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const get = (query: string) => app(new Request(`http://127.0.0.1:8000/api/similar/why?${query}`));
  return { library, get, [Symbol.asyncDispose]: () => library.close() };
}

Deno.test("GET /api/similar/why is what the panel of the page shows", async () => {
  await using site = await served();
  const response = await site.get("track=t2&other=t9");
  const { query, problems, ...answer } = await response.json();
  const subject = trackSubject(site.library, "t2")!;
  const { request } = parseSimilar(new URLSearchParams("track=t2"));
  const shown = await whySimilar(site.library, { subject, request, neighbour: "t9" });
  assert.deepEqual(answer, JSON.parse(JSON.stringify(shown)));
  assert.deepEqual([query.id, answer.neighbour.id, problems], ["t2", "t9", []]);
});

Deno.test("GET /api/similar/why tells styles, differences, distances and groups", async () => {
  await using site = await served();
  const why: WhyAnswer = await (await site.get("track=t2&other=t9&space=timbre,musicnn")).json();
  const [timbre, musicnn] = why.nearness;
  assert.deepEqual(why.nearness.map(({ space }): Space => space), ["timbre", "musicnn"]);
  assert.ok(Math.abs(musicnn!.cosine - cosineOf(VECTORS[2]!, VECTORS[9]!)) < 1e-6);
  const rank =
    VECTORS.filter((vector, i) =>
      i !== 2 && i !== 9 && cosineOf(VECTORS[2]!, vector) > musicnn!.cosine
    ).length + 1;
  assert.equal(musicnn!.rank, rank);
  assert.equal(musicnn!.distances.counts.reduce((sum, count) => sum + count), TRACKS - 1);
  assert.ok(musicnn!.distances.from <= 1 - musicnn!.cosine);
  assert.deepEqual(musicnn!.groups, []);
  const added = timbre!.groups.reduce((sum, { cosine }) => sum + cosine, 0);
  assert.ok(timbre!.groups.length > 1 && Math.abs(added - timbre!.cosine) < 1e-5);
  assert.ok(why.classes.styles!.length > 0);
  assert.deepEqual(Object.keys(why.classes), ["styles"]);
  const tempo = why.differences.find(({ descriptor }) => descriptor === "tempo");
  assert.deepEqual(tempo?.values, [92, 99]);
  const alone: WhyAnswer = await (await site.get("track=t2&other=t9&space=musicnn")).json();
  assert.equal(alone.nearness.length, 1);
});

Deno.test("GET /api/similar/why says what it cannot find or read", async () => {
  await using site = await served();
  for (const query of ["", "track=t2", "other=t9"]) {
    assert.equal((await site.get(query)).status, 400, query);
  }
  assert.equal((await site.get("track=gone&other=t9")).status, 404);
  assert.equal((await site.get("track=t2&other=gone")).status, 404);
  const { problems } = await (await site.get("track=t2&other=t9&space=clap")).json();
  assert.deepEqual(problems.map(({ value }: { value: string }) => value), ["clap"]);
});

Deno.test("GET /api/similar/why tells what both have most of every set that the collection has", async () => {
  const library = await openLibrary(":memory:");
  const heard = (at: number, piano: number) => ({
    track: trackOf(`t${at}`),
    vectors: {
      musicnn: VECTORS[at]!,
      instruments: Float32Array.from({ length: 40 }, (_, i) => i === 28 ? piano : i / 1000),
      ...(at === 0 && { moodthemes: new Float32Array(56).fill(0.5) }),
    },
  });
  await library.store.putMany([heard(0, 0.8), heard(1, 0.6), heard(2, 0.2)]);
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const address = "http://127.0.0.1:8000/api/similar/why?track=t0&other=t1";
  const { classes }: WhyAnswer = await (await app(new Request(address))).json();
  assert.deepEqual(Object.keys(classes), ["moodthemes", "instruments"]);
  assert.equal(classes.moodthemes, null);
  assert.deepEqual(classes.instruments, [{
    name: ACTIVATION_CLASSES.instruments[28]!,
    activations: [0.8, 0.6],
  }]);
  await library.close();
});
