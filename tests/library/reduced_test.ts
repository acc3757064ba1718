import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSimilar, type SimilarAnswer } from "../../similar/mod.ts";
import {
  compare,
  type Library,
  openLibrary,
  type Subject,
  trackSubject,
  whySimilar,
} from "../../library/mod.ts";
import { fileSubject } from "../../library/neighbours/subject.ts";
import { readReduction } from "../../similarity/reduced/reduction_file.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { normal, seeded } from "../../domain/mod.ts";

const TRACKS = 400;
const DIMENSIONS = 300;
const random = normal(seeded(11));
const drawn = (spread: number) =>
  Float32Array.from({ length: DIMENSIONS }, (_, i) => spread * random() / (1 + i / 10));
const CENTRES = Array.from({ length: 20 }, () => drawn(1));
const vectorOf = (i: number) => drawn(0.7).map((x, j) => x + CENTRES[i % 20]![j]!);
const VECTORS = Array.from({ length: TRACKS }, (_, i) => vectorOf(i));
const idOf = (i: number) => `t${String(i).padStart(3, "0")}`;

/** Numbers at which the collection of these tests is too large. */
const SMALL = 1000;

async function put(library: Library, entries: readonly [string, Float32Array][]): Promise<void> {
  await library.store.putMany(entries.map(([id, effnet], i) => ({
    track: trackOf(id, {
      path: `/music/${id}.mp3`,
      tags: { title: `Title ${id}`, artist: `Artist ${i % 40}` },
    }),
    vectors: { effnet, musicnn: effnet.slice(0, 12) },
  })));
  await library.collection.refresh();
}

/** Runs with the same collection twice: with whole vectors in memory and with reduced ones. */
async function withBoth(
  run: (libraries: { readonly whole: Library; readonly reduced: Library }, path: string) => unknown,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "reduced-"));
  const path = join(folder, "store.kv");
  const whole = await openLibrary(path);
  await put(whole, VECTORS.map((vector, i) => [idOf(i), vector]));
  const reduced = await openLibrary(path, { wholeUpTo: SMALL });
  try {
    await run({ whole, reduced }, path);
  } finally {
    await whole.close();
    await reduced.close();
    await rm(folder, { recursive: true });
  }
}

async function ask(library: Library, text: string, given?: Subject): Promise<SimilarAnswer> {
  const { request, problems } = parseSimilar(new URLSearchParams(text));
  const subject = given ?? trackSubject(library, request.track!);
  assert.ok(subject);
  return await compare(library, { subject, request, problems });
}

const found = ({ lists }: SimilarAnswer) =>
  lists[0]!.neighbours.map(({ track, cosine, mutual, dot }) => [
    track.id,
    ...[cosine, mutual ?? 0, dot ?? 0].map((x) => Number(x.toFixed(4))),
  ]);

Deno.test("a space that is too large for memory has the lists it would have, and says how", () =>
  withBoth(async ({ whole, reduced }) => {
    const open = await reduced.spaces.get("effnet");
    assert.deepEqual([open?.table.dimensions, open?.dimensions], [192, DIMENSIONS]);
    assert.equal((await whole.spaces.get("effnet"))?.reducedTo, undefined);
    for (const what of ["", "&mutual=yes", "&metric=dot", "&same_artist=no", "&k=30"]) {
      for (const i of [0, 123, 399]) {
        const [right, answer] = [
          await ask(whole, `track=${idOf(i)}${what}`),
          await ask(reduced, `track=${idOf(i)}${what}`),
        ];
        assert.deepEqual(found(answer), found(right), what);
        const [list, other] = answer.lists;
        assert.deepEqual([list!.by, list!.reduced_to], ["reduced", 192]);
        assert.match(list!.how, /192 of 300 numbers/);
        assert.deepEqual([other!.by, other!.reduced_to], ["exact", undefined]);
        for (const [rank, { pairs_nearer }] of list!.neighbours.entries()) {
          const wanted = right.lists[0]!.neighbours[rank]!.pairs_nearer!;
          assert.ok(Math.abs(pairs_nearer! - wanted) <= 2e-4);
        }
      }
    }
  }));

/** A dropped file of which only a vector is known. */
function droppedFile(effnet: Float32Array) {
  const { path: name, file, tags, stages, values, absent } = trackOf("dropped");
  const analysis = { file, tags, stages, values, absent, vectors: { effnet } };
  return fileSubject({ name, file: { path: name, ...file }, analysis, profile: "temperley" });
}

Deno.test("a dropped file is compared in whole with a reduced space", () =>
  withBoth(async ({ whole, reduced }) => {
    const effnet = VECTORS[7]!.map((x, i) => x + 0.01 * (i % 3));
    const subject = droppedFile(effnet);
    const answer = await ask(reduced, "file=1&space=effnet", subject);
    assert.deepEqual(found(answer), found(await ask(whole, "file=1&space=effnet", subject)));
    assert.equal(answer.lists[0]!.neighbours[0]!.track.id, idOf(7));
    const silent = droppedFile(new Float32Array(DIMENSIONS));
    for (const library of [whole, reduced]) {
      const none = await ask(library, "file=1&space=effnet&mutual=yes", silent);
      assert.deepEqual(none.lists[0]!.neighbours, []);
    }
    const short = droppedFile(effnet.slice(5));
    assert.equal((await ask(reduced, "file=1&space=effnet", short)).lists[0]!.query, false);
  }));

Deno.test("why and near-duplicates are told from whole vectors in a reduced space", () =>
  withBoth(async ({ whole, reduced }) => {
    const copy = VECTORS[9]!.map((x, i) => x * (1 + 1e-3 * (i % 2)));
    await put(whole, [["copy", copy]]);
    await reduced.collection.refresh();
    const answer = await ask(reduced, `track=${idOf(9)}&space=effnet`);
    assert.deepEqual(
      answer.lists[0]!.neighbours.slice(0, 2).map(({ track, duplicate }) => [track.id, duplicate]),
      [["copy", true], [answer.lists[0]!.neighbours[1]!.track.id, false]],
    );
    const left = await ask(reduced, `track=${idOf(9)}&space=effnet&duplicates=no`);
    assert.equal(left.left_out.duplicates, 1);
    const { request } = parseSimilar(new URLSearchParams());
    const [right, why] = await Promise.all([whole, reduced].map(async (library) => {
      const subject = trackSubject(library, idOf(9))!;
      const neighbour = idOf(200);
      return (await whySimilar(library, { subject, request, neighbour }))!.nearness[0]!;
    }));
    assert.ok(Math.abs(why!.cosine - right!.cosine) < 1e-6);
    assert.ok(Math.abs(why!.pairs_nearer! - right!.pairs_nearer!) <= 2e-4);
  }));

Deno.test("a reduced space follows its collection, and is found again after a restart", () =>
  withBoth(async ({ whole, reduced }, path) => {
    const before = await ask(reduced, `track=${idOf(5)}&space=effnet`);
    await ask(reduced, `track=${idOf(6)}&space=effnet`);
    const { directions } = readReduction(`${path}.cache/effnet.reduction`)!.reduction;
    await put(whole, [["new", VECTORS[5]!.map((x) => 2 * x)], [idOf(6), vectorOf(5)]]);
    await reduced.collection.refresh();
    const answer = await ask(reduced, `track=${idOf(5)}&space=effnet`);
    assert.deepEqual(found(answer)[0], ["new", 1, 0, 0]);
    assert.deepEqual(
      found(await ask(reduced, `track=${idOf(6)}&space=effnet`)),
      found(await ask(whole, `track=${idOf(6)}&space=effnet`)),
    );
    assert.notDeepEqual(found(answer), found(before));
    const again = await openLibrary(path, { wholeUpTo: SMALL });
    try {
      assert.equal((await again.spaces.get("effnet"))!.reducedTo, 192);
      const kept = readReduction(`${path}.cache/effnet.reduction`)!;
      assert.deepEqual(kept.reduction.directions, directions);
      assert.deepEqual(found(await ask(again, `track=${idOf(5)}&space=effnet`)), found(answer));
    } finally {
      await again.close();
    }
  }));

Deno.test("a space that grows too large while it is open is reduced from then on", async () => {
  const library = await openLibrary(":memory:", { wholeUpTo: 20 * DIMENSIONS });
  try {
    await put(library, VECTORS.slice(0, 20).map((vector, i) => [idOf(i), vector]));
    assert.equal((await library.spaces.get("effnet"))?.reducedTo, undefined);
    await put(library, [["one more", VECTORS[30]!]]);
    const open = (await library.spaces.get("effnet"))!;
    assert.deepEqual([open.table.dimensions, open.table.count], [192, 21]);
  } finally {
    await library.close();
  }
});

Deno.test("maps, disagreement and evaluation work on reduced vectors, and say so", () =>
  withBoth(async ({ whole, reduced }) => {
    const map = (await reduced.maps.ready("effnet", "pca"))!;
    assert.ok(map.current && map.coordinates.every(Number.isFinite));
    assert.equal(map.reducedTo, 192);
    const [right, some] = await Promise.all(
      [whole, reduced].map((library) => library.disagreements.ready("effnet", "musicnn")),
    );
    assert.deepEqual([right!.reduced, some!.reduced], [[], ["effnet"]]);
    const off = some!.values.map((value, i) => Math.abs(value - right!.values[i]!));
    assert.ok(off.reduce((sum, x) => sum + x) / off.length < 0.05);
    await reduced.evaluations.start();
    assert.equal(reduced.evaluations.state?.state, "done");
    const { figures } = (await reduced.evaluations.latest())!;
    const [effnet, musicnn] = figures.spaces;
    assert.deepEqual([effnet!.dimensions, effnet!.tracks], [DIMENSIONS, TRACKS]);
    const { from, to, recall } = effnet!.search.reduced!;
    assert.deepEqual([from, to], [DIMENSIONS, 192]);
    assert.ok(recall > 0.99 && recall <= 1);
    assert.equal(musicnn!.search.reduced, undefined);
  }));
