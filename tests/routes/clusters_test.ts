import assert from "node:assert/strict";
import { ACTIVATION_CLASSES } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import type { ClusterPortrait } from "../../report/mod.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

/** Two heaps of tracks, the first fast and the second slow. */
async function served() {
  const library = await openLibrary(":memory:");
  await library.store.putMany(Array.from({ length: 40 }, (_, i) => {
    const vector = Float32Array.from(vectorOf(200, i), (x, d) => x * 0.2 + (d === i % 2 ? 40 : 0));
    const values = { ...trackOf("x").values, tempo: i % 2 === 0 ? 170 + i / 10 : 90 + i / 10 };
    return {
      track: trackOf(`t${i}`, { path: `/m/${i}.mp3`, values }),
      vectors: { musicnn: vector },
    };
  }));
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const ask = (path: string, init: RequestInit = {}) =>
    app(
      new Request(`http://127.0.0.1:8000${path}`, {
        ...init,
        headers: { origin: "http://127.0.0.1:8000" },
      }),
    );
  return { library, ask, [Symbol.asyncDispose]: () => library.close() };
}

Deno.test("clusters are begun, followed, shown, and kept as labels that filter", async () => {
  await using site = await served();
  const asked = "space=musicnn&method=kmeans&k=2";
  assert.equal((await site.ask(`/api/clusters?${asked}`)).status, 404);
  assert.match(await (await site.ask(`/clusters?${asked}`)).text(), /Which groups are there/);
  const begun = await site.ask("/clusters", { method: "POST", body: new URLSearchParams(asked) });
  assert.equal(begun.headers.get("location"), `/clusters?${asked}`);
  await site.library.clusterings.start({ space: "musicnn", method: "kmeans", k: 2 });
  const found = await (await site.ask(`/api/clusters?${asked}`)).json();
  assert.deepEqual(found.portraits.map((p: { tracks: number }) => p.tracks), [20, 20]);
  const tempi = found.portraits.map((p: { shifts: { id: string; effect: number }[] }) =>
    Math.sign(p.shifts.find(({ id }) => id === "tempo")!.effect)
  );
  assert.deepEqual(tempi.toSorted(), [-1, 1]);
  const page = await (await site.ask(`/clusters?${asked}`)).text();
  assert.match(page, /adjusted Rand index of 1.00/);
  const form = new URLSearchParams(`${asked}&keep=yes&name=Two+heaps&label=Fast&label=Slow`);
  const kept = await site.ask("/clusters", { method: "POST", body: form });
  assert.match(kept.headers.get("location")!, /view\.colour=label\.two-heaps$/);
  const { matching } = await (await site.ask("/api/tracks?label.two-heaps=Fast")).json();
  assert.equal(matching, 20);
});

Deno.test("clusters that cannot be asked for, or kept, are said why", async () => {
  await using site = await served();
  for (const asked of ["space=nowhere", "method=magic", "k=1", "k=many", "method=hdbscan&size=0"]) {
    assert.equal((await site.ask(`/api/clusters?${asked}`)).status, 400, asked);
  }
  const body = new URLSearchParams("space=musicnn&keep=yes&name=x&label=a");
  assert.equal((await site.ask("/clusters", { method: "POST", body })).status, 400);
});

Deno.test("what sets a cluster apart is told of every set, and names it where there are no styles", async () => {
  await using site = await served();
  const { store, collection, clusterings } = site.library;
  const near = (length: number, at: number) =>
    Float32Array.from({ length }, (_, i) => i === at ? 0.7 : 0.06);
  const tracks = await Array.fromAsync(store.tracks());
  await store.putMany(tracks.map((track) => {
    const heap = Number(track.id.slice(1)) % 2;
    return {
      track,
      vectors: { moodthemes: near(56, 5 + heap), instruments: near(40, 20 + heap) },
    };
  }));
  await collection.refresh();
  const asked = "space=musicnn&method=kmeans&k=2";
  await clusterings.start({ space: "musicnn", method: "kmeans", k: 2 });
  const { portraits } = await (await site.ask(`/api/clusters?${asked}`)).json();
  const names = (set: "moodthemes" | "instruments"): string[] =>
    portraits.map(({ classes }: ClusterPortrait) => classes[set]?.map(({ name }) => name).join());
  const { moodthemes, instruments } = ACTIVATION_CLASSES;
  assert.deepEqual(names("moodthemes").toSorted(), moodthemes.slice(5, 7).toSorted());
  assert.deepEqual(names("instruments").toSorted(), instruments.slice(20, 22).toSorted());
  assert.deepEqual(portraits.map(({ name }: ClusterPortrait) => name), names("moodthemes"));
  assert.ok(portraits.every(({ classes }: ClusterPortrait) => classes.styles === undefined));
  const page = await (await site.ask(`/clusters?${asked}`)).text();
  assert.match(page, /Moods and themes<\/span>/);
  assert.match(page, /Instruments<\/span>/);
});
