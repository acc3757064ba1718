import assert from "node:assert/strict";
import { createApp } from "../../main.ts";
import { overlapOf } from "../../similarity/lists.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const PAIR = "space=musicnn&space=vgg";

async function served(tracks: number) {
  const library = await heardLibrary(tracks);
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const get = (path: string) => app(new Request(`http://127.0.0.1:8000/api/${path}`));
  return { library, get, [Symbol.asyncDispose]: () => library.close() };
}

Deno.test("GET /api/disagreement is a column of what the lists of /api/similar differ by", async () => {
  await using site = await served(26);
  assert.equal((await site.get(`disagreement?${PAIR}&begin=no`)).status, 204);
  assert.equal(site.library.work.state({ kind: "disagreement", id: "musicnn.vgg" }), undefined);
  const waiting = await site.get(`disagreement?${PAIR}`);
  assert.equal(waiting.status, 202);
  assert.deepEqual(await waiting.json(), {
    spaces: ["musicnn", "vgg"],
    k: 10,
    progress: 0,
    work: "/api/work/disagreement/musicnn.vgg",
  });
  await site.library.disagreements.ready("vgg", "musicnn");
  const response = await site.get(`disagreement?${PAIR}`);
  const { ids } = site.library.collection.columns;
  const values = new Float32Array(await response.arrayBuffer());
  assert.equal(values.length, ids.length);
  for (const [row, id] of ids.entries()) {
    const answer = await (await site.get(`similar?track=${id}&${PAIR}`)).json();
    const lists = answer.lists.map((list: { neighbours: { track: { id: string } }[] }) =>
      list.neighbours.map(({ track }) => Number(track.id.slice(1)))
    );
    assert.equal(values[row], Math.fround(1 - overlapOf(lists[0], lists[1])), id);
  }
  assert.equal(
    response.headers.get("x-fonoteca-version"),
    String(site.library.collection.version),
  );
  assert.deepEqual(JSON.parse(response.headers.get("x-fonoteca-disagreement")!), {
    spaces: ["musicnn", "vgg"],
    k: 10,
    current: true,
  });
});

Deno.test("a new track is missing until the spaces have been compared again", async () => {
  await using site = await served(8);
  await site.library.disagreements.ready("musicnn", "vgg");
  const vector = Float32Array.of(0.3, 0.2, 0.1);
  await site.library.store.putMany([
    { track: trackOf("new"), vectors: { musicnn: vector, vgg: vector } },
    { track: trackOf("none"), vectors: { musicnn: vector } },
  ]);
  await site.library.collection.refresh();
  const older = await site.get(`disagreement?${PAIR}`);
  const missing = async (response: Response) =>
    new Float32Array(await response.arrayBuffer()).filter(Number.isNaN).length;
  assert.equal(JSON.parse(older.headers.get("x-fonoteca-disagreement")!).current, false);
  assert.equal(await missing(older), 2);
  const newer = await site.library.disagreements.ready("musicnn", "vgg");
  assert.equal(newer?.current, true);
  assert.equal(await missing(await site.get(`disagreement?${PAIR}`)), 1);
});

Deno.test("GET /api/disagreement refuses what are not two spaces of the collection", async () => {
  await using site = await served(5);
  for (const query of ["", "space=musicnn", "space=vgg&space=vgg", "space=vgg&space=clap"]) {
    assert.equal((await site.get(`disagreement?${query}`)).status, 400, query);
  }
  const absent = await site.get("disagreement?space=effnet&space=musicnn");
  assert.equal(absent.status, 404);
  assert.match((await absent.json()).error, /effnet or musicnn; spaces are: musicnn, vgg/);
});
