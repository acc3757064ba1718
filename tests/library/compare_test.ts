import assert from "node:assert/strict";
import { parseSimilar, type SimilarAnswer, type WhyAnswer } from "../../similar/mod.ts";
import {
  compare,
  type Library,
  openLibrary,
  randomTrack,
  searchTracks,
  trackSubject,
  whySimilar,
} from "../../library/mod.ts";
import { Profiles } from "../../similarity/profiles/profiles.ts";
import { neighbourhoodsOf, rowsWithVector } from "../../similarity/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { normal, seeded } from "../../domain/mod.ts";

interface Given {
  readonly id: string;
  readonly artist?: string;
  readonly tempo?: number;
  readonly musicnn?: readonly number[];
  readonly vgg?: readonly number[];
}

async function libraryOf(tracks: readonly Given[]): Promise<Library & Disposable> {
  const library = await openLibrary(":memory:");
  await library.store.putMany(tracks.map(({ id, artist, tempo = 120, musicnn, vgg }) => ({
    track: trackOf(id, {
      tags: { title: `Title ${id}`, ...(artist && { artist }) },
      values: { ...trackOf(id).values, tempo },
    }),
    vectors: {
      ...(musicnn && { musicnn: Float32Array.from(musicnn) }),
      ...(vgg && { vgg: Float32Array.from(vgg) }),
    },
  })));
  await library.collection.refresh();
  return { ...library, [Symbol.dispose]: () => void library.close() };
}

async function ask(library: Library, text: string): Promise<SimilarAnswer> {
  const { request, problems } = parseSimilar(new URLSearchParams(text));
  const subject = trackSubject(library, request.track!);
  assert.ok(subject);
  return await compare(library, { subject, request, problems });
}

function ids(answer: SimilarAnswer, list = 0): string {
  return answer.lists[list]!.neighbours.map(({ track }) => track.id).join("");
}

const FOUR: readonly Given[] = [
  { id: "a", artist: "X", musicnn: [1, 0, 0], vgg: [1, 0] },
  { id: "b", artist: "x ", musicnn: [1, 0.1, 0], vgg: [0, 1], tempo: 90 },
  { id: "c", artist: "Y", musicnn: [1, 0.2, 0], vgg: [1, 0.1] },
  { id: "d", musicnn: [1, 0, 0] },
];

Deno.test("compare() lists the nearest of each space, and where each is in the other", async () => {
  using library = await libraryOf(FOUR);
  const answer = await ask(library, "track=a");
  assert.deepEqual(answer.lists.map(({ space }) => space), ["musicnn", "vgg"]);
  assert.deepEqual([ids(answer, 0), ids(answer, 1)], ["dbc", "cb"]);
  const [d, b, c] = answer.lists[0]!.neighbours;
  assert.deepEqual(d!.elsewhere, [{ space: "vgg", rank: null, listed: false }]);
  assert.deepEqual(b!.elsewhere, [{ space: "vgg", rank: 2, listed: true }]);
  assert.deepEqual(c!.elsewhere, [{ space: "vgg", rank: 1, listed: true }]);
  assert.equal(answer.agreements[0]!.common, 2);
});

Deno.test("compare() gives the rank in the other space of what is not in its list", async () => {
  using library = await libraryOf(FOUR);
  const answer = await ask(library, "track=a&k=1&space=vgg&space=musicnn");
  assert.deepEqual(answer.lists[0]!.neighbours[0]!.elsewhere, [
    { space: "musicnn", rank: 3, listed: false },
  ]);
});

Deno.test("compare() names near-duplicates and leaves out what it is told to", async () => {
  using library = await libraryOf(FOUR);
  const plain = await ask(library, "track=a");
  assert.deepEqual(plain.lists[0]!.neighbours.map((row) => row.duplicate), [true, false, false]);
  const single = await ask(library, "track=a&duplicates=no&space=musicnn");
  assert.deepEqual([ids(single), single.left_out.duplicates], ["bc", 1]);
  const artist = await ask(library, "track=a&same_artist=no&space=musicnn");
  assert.deepEqual([ids(artist), artist.left_out.artist], ["dc", 1]);
  const within = await ask(library, "track=a&tempo=100..&space=musicnn");
  assert.deepEqual([ids(within), within.left_out.query], ["dc", 1]);
  assert.deepEqual([within.lists[0]!.eligible, within.lists[0]!.tracks], [2, 3]);
  assert.deepEqual([within.previous, within.next], ["d", "c"]);
});

Deno.test("compare() is defined for two tracks, identical tracks, and a query without vector", async () => {
  using two = await libraryOf([{ id: "a", musicnn: [1, 2] }, { id: "b", musicnn: [2, 1] }]);
  assert.equal(ids(await ask(two, "track=a&mutual=yes")), "b");
  using same = await libraryOf(
    ["a", "b", "c", "d"].map((id) => ({ id, musicnn: [1, 2], vgg: [0, 0] })),
  );
  const answer = await ask(same, "track=b&mutual=yes");
  assert.equal(ids(answer), "acd");
  assert.ok(answer.lists[0]!.neighbours.every(({ duplicate }) => duplicate));
  assert.equal(answer.lists[1]!.query, false);
  assert.deepEqual(answer.lists[1]!.neighbours, []);
  using lone = await libraryOf([{ id: "a", musicnn: [1, 2] }, { id: "b" }]);
  const none = await ask(lone, "track=b");
  assert.deepEqual([none.lists[0]!.query, none.lists[0]!.tracks], [false, 1]);
});

Deno.test("compare() by mutual proximity is the search through all rows", async () => {
  const random = normal(seeded(7));
  const tracks = Array.from({ length: 300 }, (_, i) => ({
    id: `t${String(i).padStart(3, "0")}`,
    musicnn: Array.from({ length: 12 }, () => random()),
  }));
  using library = await libraryOf(tracks);
  const { table } = (await library.spaces.get("musicnn"))!;
  const mutual = new Profiles(table).all();
  for (const query of [0, 17, 299]) {
    const whole = neighbourhoodsOf(table, { k: 10, queries: [query], mutual });
    const answer = await ask(library, `track=${table.ids[query]}&mutual=yes`);
    assert.deepEqual(
      answer.lists[0]!.neighbours.map(({ track }) => track.id),
      Array.from(whole.rows, (row) => table.ids[row]!),
    );
  }
  assert.equal(rowsWithVector(table).length, 300);
});

Deno.test("compare() by dot product prefers long vectors", async () => {
  using library = await libraryOf([
    { id: "a", musicnn: [1, 0] },
    { id: "b", musicnn: [1, 0.1] },
    { id: "c", musicnn: [9, 9] },
  ]);
  const answer = await ask(library, "track=a&metric=dot");
  assert.equal(ids(answer), "cb");
  const { dot, cosine } = answer.lists[0]!.neighbours[0]!;
  assert.ok(Math.abs(dot! - 9) < 1e-5 && Math.abs(cosine - Math.SQRT1_2) < 1e-6);
});

Deno.test("compare() says which spaces the collection lacks", async () => {
  using library = await libraryOf(FOUR);
  const answer = await ask(library, "track=a&space=effnet&space=vgg");
  assert.deepEqual(answer.problems.map(({ value }) => value), ["effnet"]);
  assert.deepEqual(answer.lists.map(({ space }) => space), ["vgg"]);
});

Deno.test("whySimilar() tells what is near and what is not", async () => {
  using library = await libraryOf(FOUR);
  const { request } = parseSimilar(new URLSearchParams("track=a"));
  const subject = trackSubject(library, "a")!;
  const why = (await whySimilar(library, { subject, request, neighbour: "b" }))!;
  assert.deepEqual(why.nearness.map(({ space, rank }) => [space, rank]), [
    ["musicnn", 2],
    ["vgg", 2],
  ]);
  const tempo = why.differences.find((difference: WhyAnswer["differences"][number]) =>
    difference.descriptor === "tempo"
  );
  assert.deepEqual([tempo?.values, tempo?.nearer], [[120, 90], 1]);
  assert.deepEqual(why.along, []);
  assert.equal(await whySimilar(library, { subject, request, neighbour: "z" }), undefined);
});

Deno.test("searchTracks() puts titles before artists", async () => {
  using library = await libraryOf([
    { id: "one", artist: "Two" },
    { id: "two", artist: "Other" },
  ]);
  const found = searchTracks(library, { text: "TWÓ", limit: 10 });
  assert.deepEqual(found.tracks.map(({ id }) => id), ["two", "one"]);
  assert.deepEqual(searchTracks(library, { text: " ", limit: 10 }), {
    matching: 0,
    tracks: [],
  });
});

Deno.test("randomTrack() draws only tracks with a vector that match", async () => {
  using library = await libraryOf([...FOUR, { id: "e" }]);
  const { request } = parseSimilar(new URLSearchParams("tempo=100..&track=a"));
  const drawn = new Set<string | undefined>();
  for (let i = 0; i < 20; i++) {
    drawn.add(await randomTrack(library, { request, random: () => i / 20 }));
  }
  assert.deepEqual([...drawn].sort(), ["c", "d"]);
});
