import assert from "node:assert/strict";
import { join } from "node:path";
import { id3, joined } from "../analysis/payload/_retag.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { ingestTest, only } from "./_bench.ts";

const SOUND = await Deno.readFile(new URL("../fixtures/audio/chord.mp3", import.meta.url));
const tagged = (title: string, padding = 0) => joined(id3(title, padding), SOUND);
const STAGES = { stages: [{ stage: "file" as const }, { stage: "loudness" as const }] };

ingestTest(
  "ingest() knows a retagged file again and reads its tags",
  async ({ folder, store, run }) => {
    const path = join(folder, "a.mp3");
    await Deno.writeFile(path, tagged("One"));
    await run(STAGES);
    const before = await only(store);
    await Deno.writeFile(path, tagged("Another title"));
    const { analysed, retagged } = await run(STAGES);
    assert.deepEqual([analysed, retagged], [0, 1]);
    const after = await only(store);
    assert.equal(after.tags.title, "Another title");
    assert.deepEqual([after.id, after.added], [before.id, before.added]);
    assert.deepEqual([after.values, after.stages], [before.values, before.stages]);
    assert.deepEqual({ ...after.file, size: 0, modified: 0 }, {
      ...before.file,
      size: 0,
      modified: 0,
    });
    assert.equal((await run(STAGES)).unchanged, 1);
  },
);

ingestTest(
  "ingest() knows a file that was renamed and retagged at once",
  async ({ folder, store, run }) => {
    await Deno.writeFile(join(folder, "a.mp3"), tagged("One"));
    await run(STAGES);
    const before = await only(store);
    await Deno.remove(join(folder, "a.mp3"));
    await Deno.writeFile(join(folder, "b.mp3"), tagged("Another"));
    const { analysed, moved } = await run(STAGES);
    assert.deepEqual([analysed, moved], [0, 1]);
    const after = await only(store);
    assert.deepEqual([after.id, after.tags.title], [before.id, "Another"]);
    assert.equal((await run(STAGES)).unchanged, 1);
  },
);

ingestTest(
  "ingest() gives copies of one sound each its own tags",
  async ({ folder, store, run }) => {
    await Deno.writeFile(join(folder, "a.mp3"), tagged("One"));
    await run(STAGES);
    await Deno.writeFile(join(folder, "b.mp3"), tagged("Two"));
    assert.equal((await run(STAGES)).duplicates, 1);
    const tracks = await Array.fromAsync(store.tracks());
    assert.deepEqual(tracks.map(({ tags }) => tags.title), ["One", "Two"]);
    assert.equal((await store.tracksWithHash(tracks[0]!.file.hash)).length, 2);
    assert.equal((await run(STAGES)).unchanged, 2);
  },
);

ingestTest(
  "ingest() reads tags whose file kept size and time where it is told",
  async ({ folder, store, run }) => {
    const path = join(folder, "a.mp3");
    await Deno.writeFile(path, tagged("One", 2));
    await Deno.utime(path, 1_000, 1_000);
    await run(STAGES);
    await Deno.writeFile(path, tagged("Two", 2));
    await Deno.utime(path, 1_000, 1_000);
    assert.equal((await run(STAGES)).unchanged, 1);
    assert.equal((await only(store)).tags.title, "One");
    assert.equal((await run({ ...STAGES, rereadTags: true })).retagged, 1);
    assert.equal((await only(store)).tags.title, "Two");
  },
);

ingestTest(
  "a store whose hashes are of whole files is brought up without a new track",
  async ({ folder, store, run }) => {
    const path = join(folder, "a.mp3");
    await Deno.writeFile(path, tagged("One"));
    await run(STAGES);
    const now = await only(store);
    const { hashVersion: _now, ...file } = now.file;
    const old = { ...now, id: "0123", file: { ...file, hash: "ab".repeat(32) } };
    await store.withdrawTrack(now.id);
    assert.equal(await store.clearShelf(Infinity), 1);
    await store.putTrack(old);
    const { analysed, unchanged } = await run(STAGES);
    assert.deepEqual([analysed, unchanged], [0, 1]);
    const after = await only(store);
    assert.deepEqual([after.id, after.file], ["0123", now.file]);
    assert.deepEqual(await store.tracksWithHash("ab".repeat(32)), []);
    await Deno.writeFile(path, tagged("Another title"));
    assert.equal((await run(STAGES)).retagged, 1);
    assert.equal((await only(store)).id, "0123");
  },
);

ingestTest(
  "a file that changes while it is analysed is left to the next run, and tried there",
  async (bench) => {
    const { folder, store, run } = bench;
    const path = join(folder, "a.wav");
    const [first, second] = [90, 140].map((bpm) => wavOf([clicks(bpm, { seconds: 6 })]));
    await Deno.writeFile(path, first!);
    const real = bench.pool;
    const swapping = {
      size: 1,
      run: async (job: Parameters<typeof real.run>[0]) => {
        await Deno.writeFile(path, second!);
        return await real.run(job);
      },
    } as typeof real;
    const { failed } = await run({ ...STAGES, pool: swapping });
    assert.equal(failed, 1);
    assert.deepEqual(await Array.fromAsync(store.tracks()), []);
    const [error] = await store.errors();
    assert.deepEqual([error!.reason, error!.passing], [
      "the file changed while it was analysed",
      true,
    ]);
    assert.equal((await run(STAGES)).analysed, 1);
    assert.deepEqual(await store.errors(), []);
  },
);
