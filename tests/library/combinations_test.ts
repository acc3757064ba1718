import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CombinedSpace, normal, seeded, type Space, spaceNamed } from "../../domain/mod.ts";
import { type Library, openLibrary } from "../../library/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const random = normal(seeded(5));
const vector = (size: number) => Float32Array.from({ length: size }, random);

async function put(library: Library, ids: readonly string[]): Promise<void> {
  await library.store.putMany(ids.map((id, i) => ({
    track: { ...trackOf(id), tags: { title: id, genres: [i % 2 === 0 ? "folk" : "techno"] } },
    vectors: {
      musicnn: vector(6),
      ...(i % 5 !== 4 && { vgg: vector(9) }),
      timbre: vector(99),
    },
  })));
  await library.collection.refresh();
}

const IDS = Array.from({ length: 40 }, (_, i) => `t${String(i).padStart(2, "0")}`);
const PLAIN = spaceNamed("70musicnn-30vgg") as CombinedSpace;
const MEASURED = spaceNamed("50musicnn-50timbre") as CombinedSpace;

async function withLibrary(run: (library: Library) => Promise<void>, location = ":memory:") {
  const library = await openLibrary(location);
  try {
    await run(library);
  } finally {
    await library.close();
  }
}

/** Cosine distance of two tracks in a space. */
async function distance(library: Library, space: Space, pair: readonly [string, string]) {
  return (await library.spaces.get(space))!.distanceOf(...pair);
}

Deno.test("a kept combination is a space with the vectors that its parts give", () =>
  withLibrary(async (library) => {
    await put(library, IDS);
    assert.equal(await library.spaces.get(PLAIN), undefined, "as long as it is not kept");
    await library.spaces.keep(PLAIN);
    await library.spaces.keep(MEASURED);
    const { present, kept } = library.spaces;
    assert.deepEqual(present, ["musicnn", "vgg", "timbre", MEASURED, PLAIN]);
    assert.deepEqual(kept, [MEASURED, PLAIN]);
    const open = (await library.spaces.get(PLAIN))!;
    assert.deepEqual([open.table.count, open.dimensions], [32, 15]);
    assert.equal(await open.vectorOf("t04"), undefined, "no vgg, no vector");
    const pair = ["t00", "t01"] as const;
    const by = async (part: "musicnn" | "vgg") =>
      await distance(library, part, pair) / await library.spaces.deviationOf(part);
    const sum = async (part: "musicnn" | "vgg") => 1 / await library.spaces.deviationOf(part);
    const expected = (70 * await by("musicnn") + 30 * await by("vgg")) /
      (70 * await sum("musicnn") + 30 * await sum("vgg"));
    assert.ok(Math.abs(await distance(library, PLAIN, pair) - expected) < 1e-5);
  }));

Deno.test("a combination stays as it was made while the collection grows, and takes new tracks in", () =>
  withLibrary(async (library) => {
    await put(library, IDS);
    for (const space of [PLAIN, MEASURED]) await library.spaces.keep(space);
    const before = await distance(library, PLAIN, ["t00", "t01"]);
    await library.spaces.get(MEASURED);
    await put(library, ["new1", "new2", "new3"]);
    const open = (await library.spaces.get(PLAIN))!;
    assert.equal(open.table.count, 35);
    assert.equal(await distance(library, PLAIN, ["t00", "t01"]), before);
    assert.equal((await library.spaces.get(MEASURED))!.table.count, 43);
    await library.store.withdrawTrack("new1");
    await library.collection.refresh();
    assert.equal((await library.spaces.get(PLAIN))!.table.count, 34);
  }));

Deno.test("another process sees what is kept and removed, and files of a removed one go", async () => {
  const folder = await mkdtemp(join(tmpdir(), "combinations-"));
  const location = join(folder, "store.kv");
  try {
    await withLibrary(async (library) => {
      await put(library, IDS);
      await library.spaces.keep(PLAIN);
      await library.maps.ready(PLAIN, "pca");
      await withLibrary(async (other) => {
        assert.deepEqual(other.spaces.kept, [PLAIN], "after a start");
        await other.spaces.keep(MEASURED);
        await library.collection.refresh();
        await library.spaces.get(MEASURED);
        assert.deepEqual(library.spaces.kept, [MEASURED, PLAIN]);
        assert.ok((await readdir(`${location}.cache`)).some((name) => name.includes(PLAIN)));
        assert.equal(await other.spaces.remove(PLAIN), true);
        assert.equal(await other.spaces.remove(PLAIN), false);
        assert.ok(!(await readdir(`${location}.cache`)).some((name) => name.includes(PLAIN)));
        await library.collection.refresh();
        assert.equal(await library.spaces.get(PLAIN), undefined);
      }, location);
    }, location);
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("what cannot be combined or kept is refused with a reason", () =>
  withLibrary(async (library) => {
    await put(library, IDS);
    const lacking = spaceNamed("60effnet-40timbre") as CombinedSpace;
    await assert.rejects(library.spaces.keep(lacking), /Discogs-EffNet: no track has a vector/);
    for (let weight = 1; weight <= 12; weight++) {
      await library.spaces.keep(spaceNamed(`${weight}musicnn-${100 - weight}vgg`) as CombinedSpace);
    }
    await assert.rejects(library.spaces.keep(PLAIN), /12 combinations are the most; remove one/);
    await library.spaces.keep(spaceNamed("3musicnn-97vgg") as CombinedSpace);
    await assert.rejects(
      library.combining.evaluate({ space: PLAIN, label: "x", k: 5, seed: 1, others: true }),
      /Cannot judge by x: tracks have genre/,
    );
  }));

Deno.test("a combination is judged beside its parts, kept or not, and the best is looked for", () =>
  withLibrary(async (library) => {
    await put(library, IDS);
    const asked = { label: "genre", k: 5, seed: 1, others: true };
    const found = await library.combining.evaluate({ ...asked, space: PLAIN });
    assert.deepEqual(found.spaces, ["musicnn", "vgg", PLAIN]);
    assert.deepEqual([found.tracks, found.queries, found.kept], [32, 32, false]);
    const [genre] = found.figures;
    assert.equal(genre!.label, "genre");
    assert.ok(genre!.precision.every(({ mean, low, high }) => low <= mean && mean <= high));
    await library.spaces.keep(PLAIN);
    assert.ok(found.figures.every(({ apart }) => !apart), "no artist is known");
    const kept = await library.combining.evaluate({ ...asked, space: PLAIN });
    assert.deepEqual(kept, { ...found, kept: true });
    const best = await library.combining.evaluate({ ...asked, space: "best" });
    assert.deepEqual([best.queries, best.chosen_by, best.tracks], [16, 16, 32]);
    assert.deepEqual(best.spaces.slice(0, -1), ["musicnn", "vgg", "timbre"]);
    assert.equal(best.spaces.at(-1), best.space);
  }));
