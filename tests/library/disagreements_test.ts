import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Library, openLibrary } from "../../library/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { normal, seeded } from "../../domain/mod.ts";

const random = normal(seeded(5));
const vector = () => Float32Array.from({ length: 6 }, random);

async function put(library: Library, ids: readonly string[]): Promise<void> {
  await library.store.putMany(ids.map((id) => ({
    track: trackOf(id, { path: `/music/${id}.mp3` }),
    vectors: { musicnn: vector(), vgg: vector() },
  })));
  await library.collection.refresh();
}

async function withStore(run: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "disagreements-"));
  try {
    await run(join(folder, "store.kv"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs with a library that is closed behind it, as a server that is started again. */
async function started<T>(path: string, run: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary(path);
  try {
    return await run(library);
  } finally {
    await library.close();
  }
}

const IDS = Array.from({ length: 40 }, (_, i) => `t${i}`);

Deno.test("disagreement is there after a restart, also where tracks had come meanwhile", () =>
  withStore(async (path) => {
    const made = await started(path, async (library) => {
      await put(library, IDS);
      await library.disagreements.ready("musicnn", "vgg");
      await put(library, ["a new one"]);
      return await library.disagreements.ready("vgg", "musicnn");
    });
    assert.ok(made?.current && made.values.every((value) => value >= 0 && value <= 1));
    const kept = await started(path, (library) => library.disagreements.state("musicnn", "vgg"));
    assert.equal(kept?.progress, undefined);
    assert.equal(kept?.found?.current, true);
    assert.deepEqual([...kept.found.values].sort(), [...made.values].sort());
  }));

Deno.test("a file of other vectors or a damaged one is noticed, and disagreement found again", () =>
  withStore(async (path) => {
    await started(path, async (library) => {
      await put(library, IDS);
      await library.disagreements.ready("musicnn", "vgg");
    });
    await started(path, async (library) => {
      await put(library, ["t3"]);
      const older = await library.disagreements.state("musicnn", "vgg");
      assert.deepEqual([older?.found?.current, older?.progress], [false, 0]);
      assert.equal((await library.disagreements.ready("musicnn", "vgg"))?.current, true);
    });
    const file = `${path}.cache/musicnn.vgg.disagreement`;
    const good = await readFile(file);
    const flipped = Uint8Array.from(good);
    flipped[good.length - 2]! ^= 1;
    for (const bytes of [flipped, good.subarray(0, 20), good.subarray(0, good.length - 4)]) {
      await writeFile(file, bytes);
      await started(path, async (library) => {
        const state = await library.disagreements.state("musicnn", "vgg");
        assert.deepEqual(state, { found: undefined, progress: 0 });
        await library.disagreements.ready("musicnn", "vgg");
      });
      assert.deepEqual(await readFile(file), good);
    }
  }));
