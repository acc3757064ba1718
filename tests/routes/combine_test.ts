import assert from "node:assert/strict";
import { normal, seeded } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** Sixty tracks of three genres: `musicnn` knows two of them apart, `vgg` the third. */
async function threeGenres() {
  const library = await openLibrary(":memory:");
  const random = normal(seeded(2));
  const noisy = (...numbers: number[]) =>
    Float32Array.from(numbers, (number) => number + random() / 4);
  await library.store.putMany(Array.from({ length: 60 }, (_, i) => ({
    track: {
      ...trackOf(`t${String(i).padStart(2, "0")}`),
      tags: { title: `Title ${i}`, genres: [["folk", "pop", "techno"][i % 3]!] },
    },
    vectors: {
      musicnn: i % 3 === 0 ? noisy(1, 0, 0) : noisy(0, 1, 0),
      vgg: i % 3 === 1 ? noisy(1, 0, 0) : noisy(0, 1, 0),
    },
  })));
  await library.collection.refresh();
  return library;
}

async function served() {
  const library = await threeGenres();
  const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
  const ask = (path: string, init?: RequestInit) =>
    handler(
      new Request(`http://127.0.0.1${path}`, {
        ...init,
        headers: { origin: "http://127.0.0.1", ...init?.headers },
      }),
    );
  return { library, ask, [Symbol.asyncDispose]: () => library.close() };
}

Deno.test("two spaces that each know half are better together, and that is for certain", async () => {
  await using site = await served();
  const answer = await site.ask("/api/combined?musicnn=1&vgg=1&k=5");
  const { space, spaces, figures, queries } = await answer.json();
  assert.deepEqual([space, queries], ["50musicnn-50vgg", 60]);
  assert.deepEqual(spaces, ["musicnn", "vgg", space]);
  const [genre] = figures;
  assert.equal(genre.label, "genre");
  assert.ok(genre.precision[2].mean > 0.9 && genre.precision[genre.gain.over].mean < 0.8);
  assert.ok(genre.gain.difference.low > 0);
  assert.ok(Math.abs(genre.chance - 19 / 59) < 1e-9);
  const best = await (await site.ask("/api/combined?space=best&k=5")).json();
  assert.deepEqual([best.chosen_by, best.queries], [30, 30]);
  assert.match(best.space, /^\d+musicnn-\d+vgg$/);
});

Deno.test("a kept combination is a space of every page and interface, until it is removed", async () => {
  await using site = await served();
  const space = "70musicnn-30vgg";
  const words = async (path: string) => {
    const answer = await site.ask(path);
    const text = await answer.text();
    assert.equal(answer.status, 200, `${path}: ${text.slice(0, 300)}`);
    return text;
  };
  const form = (fields: Record<string, string>) =>
    site.ask("/similar/combine", { method: "POST", body: new URLSearchParams(fields) });
  assert.match(await words(`/similar?track=t00&space=${space}`), /is not kept/);
  assert.doesNotMatch(await words("/explore"), /70musicnn/);
  const page = await words(`/similar/combine?space=${space}&k=5`);
  assert.match(page, /MusiCNN 70 \+ VGG 30 finds .* of the 5 nearest with the query/s);
  const kept = await form({ keep: space, space, k: "5" });
  assert.equal(kept.status, 303);
  assert.match(kept.headers.get("location")!, /^\/similar\/combine\?space=70musicnn-30vgg&/);
  for (
    const path of [
      "/explore",
      `/similar?track=t00&space=${space},vgg`,
      "/similar/maps",
      "/similar/rankings?space=" + space,
      "/clusters?space=" + space,
      "/similar/combine",
    ]
  ) assert.match(await words(path), /MusiCNN 70 \+ VGG 30|70musicnn-30vgg/, path);
  const lists = JSON.parse(await words(`/api/similar?track=t00&space=${space}&k=3`)).lists;
  assert.deepEqual([lists[0].space, lists[0].neighbours.length], [space, 3]);
  assert.equal((await site.ask(`/api/maps?space=${space}`)).status, 200);
  const refused = await (await site.ask("/api/combined", { method: "POST", body: "{}" })).json();
  assert.match(refused.error, /^Cannot keep a combination: space is to be two or more spaces/);
  const removed = await form({ remove: space, space });
  assert.equal(removed.status, 303);
  assert.doesNotMatch(await words("/explore"), /70musicnn/);
  assert.match(await words(`/similar?track=t00&space=${space}`), /is not kept/);
});

Deno.test("a collection of one space, without labels or without tracks says what is wanting", async () => {
  const library = await openLibrary(":memory:");
  try {
    const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
    const words = async () => {
      const answer = await handler(new Request("http://127.0.0.1/similar/combine"));
      assert.equal(answer.status, 200);
      return await answer.text();
    };
    assert.match(await words(), /no track has an embedding yet/);
    const put = async (vectors: Record<string, Float32Array>) => {
      await library.store.putMany(["a", "b"].map((id) => ({
        track: { ...trackOf(id), path: `${id}.mp3`, tags: {} },
        vectors: Object.fromEntries(
          Object.entries(vectors).map((
            [kind, vector],
          ) => [kind, id === "a" ? vector : vector.map((x) => -x)]),
        ),
      })));
      await library.collection.refresh();
    };
    await put({ musicnn: Float32Array.of(1, 2) });
    assert.match(await words(), /takes two spaces, and this collection has one/);
    await put({ musicnn: Float32Array.of(1, 2), vgg: Float32Array.of(3, 1) });
    assert.match(await words(), /Weights/);
  } finally {
    await library.close();
  }
});
