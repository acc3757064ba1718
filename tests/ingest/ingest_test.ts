import assert from "node:assert/strict";
import { join } from "node:path";
import { clicks, notes } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { ingestTest, only } from "./_bench.ts";

const SECONDS = 8;
const CLICKS = wavOf([clicks(120, { seconds: SECONDS })]);
const SCALE = wavOf([notes([60, 62, 64, 65, 67, 69, 71, 72], { seconds: SECONDS })]);

ingestTest("ingest() measures what is in the sound", async ({ folder, store, run }) => {
  await Deno.mkdir(join(folder, "a/b"), { recursive: true });
  await Deno.writeFile(join(folder, "a/b/clicks.wav"), CLICKS);
  await Deno.writeFile(join(folder, "scale.wav"), SCALE);
  const progress = await run();
  assert.equal(progress.analysed, 2);
  const tracks = await Array.fromAsync(store.tracks());
  const beat = tracks.find((track) => track.path.endsWith("clicks.wav"))!;
  const scale = tracks.find((track) => track.path.endsWith("scale.wav"))!;
  assert.ok(Math.abs(Number(beat.values.tempo) - 120) < 1);
  assert.equal(scale.values.key_temperley, "C");
  assert.equal(scale.values.scale_temperley, "major");
  assert.equal(beat.values.duration, SECONDS);
  assert.equal((await store.vector("musicnn", beat.id))?.length, 200);
  assert.equal((await store.vector("tags", beat.id))?.length, 50);
});

ingestTest("ingest() finds nothing left to do the second time", async ({ folder, store, run }) => {
  await Deno.writeFile(join(folder, "clicks.wav"), CLICKS);
  await run();
  const before = await only(store);
  const again = await run();
  assert.deepEqual([again.analysed, again.unchanged], [0, 1]);
  assert.deepEqual(await only(store), before);
});

ingestTest("ingest() keeps the results of a renamed file", async ({ folder, store, run }) => {
  await Deno.writeFile(join(folder, "old.wav"), CLICKS);
  await run();
  const before = await only(store);
  await Deno.rename(join(folder, "old.wav"), join(folder, "new.wav"));
  const progress = await run();
  assert.deepEqual([progress.analysed, progress.moved], [0, 1]);
  const after = await only(store);
  assert.equal(after.id, before.id);
  assert.equal(after.path, join(folder, "new.wav"));
});

ingestTest("ingest() lists a duplicate and does not analyse it twice", async (bench) => {
  const { folder, store, run } = bench;
  await Deno.writeFile(join(folder, "a.wav"), CLICKS);
  await Deno.writeFile(join(folder, "b.wav"), CLICKS);
  const { analysed, duplicates } = await run();
  assert.equal(analysed + duplicates, 2);
  const tracks = await Array.fromAsync(store.tracks());
  assert.equal(tracks.length, 2);
  assert.equal(tracks[0]!.file.hash, tracks[1]!.file.hash);
  assert.equal((await run()).unchanged, 2);
});

ingestTest("ingest() analyses a changed file again", async ({ folder, store, run }) => {
  const path = join(folder, "track.wav");
  await Deno.writeFile(path, CLICKS);
  await run();
  const before = await only(store);
  await Deno.writeFile(path, SCALE);
  assert.equal((await run()).analysed, 1);
  const after = await only(store);
  assert.notEqual(after.id, before.id);
  assert.equal(after.path, path);
});

ingestTest("ingest() records a file that fails and leaves it alone until told", async (bench) => {
  const { folder, store, run } = bench;
  const path = join(folder, "broken.flac");
  await Deno.writeFile(path, new TextEncoder().encode("fLaC and then nothing that makes sense"));
  assert.equal((await run()).failed, 1);
  const [error] = await store.errors();
  assert.equal(error?.path, path);
  assert.ok(error.reason.length > 0);
  assert.equal((await run()).failedBefore, 1);
  assert.equal((await run({ retryErrors: true })).failed, 1);
  await Deno.writeFile(path, CLICKS);
  assert.equal((await run()).analysed, 1);
  assert.deepEqual(await store.errors(), []);
});

ingestTest("ingest() computes only the stages that a track lacks", async (bench) => {
  const { folder, store, run } = bench;
  await Deno.writeFile(join(folder, "clicks.wav"), CLICKS);
  await run({ stages: [{ stage: "file" }, { stage: "loudness" }] });
  const first = await only(store);
  assert.equal(first.values.tempo, undefined);
  assert.equal((await run()).analysed, 1);
  const second = await only(store);
  assert.equal(second.values.loudness, first.values.loudness);
  assert.ok(second.values.tempo !== undefined);
  assert.ok((await store.vector("musicnn", second.id)) !== undefined);
});

ingestTest(
  "ingest() stops when told and goes on where it ended",
  async ({ folder, store, run }) => {
    for (let i = 0; i < 4; i++) {
      const bpm = 90 + 10 * i;
      await Deno.writeFile(join(folder, `${bpm}.wav`), wavOf([clicks(bpm, { seconds: 6 })]));
    }
    const stop = new AbortController();
    const first = await run({
      signal: stop.signal,
      onProgress: ({ analysed }) => {
        if (analysed === 1) stop.abort();
      },
    });
    assert.ok(first.analysed >= 1 && first.analysed < 4);
    assert.equal((await store.errors()).length, 0);
    const second = await run();
    assert.equal(first.analysed + second.analysed, 4);
  },
);

ingestTest(
  "silence has no tempo, key or loudness, and says why",
  async ({ folder, store, run }) => {
    await Deno.writeFile(join(folder, "silence.wav"), wavOf([new Float32Array(8 * 44100)]));
    await run();
    const { values, absent } = await only(store);
    for (const id of ["tempo", "key_edma", "loudness", "danceability_signal"]) {
      assert.equal(values[id], undefined, id);
      assert.equal(absent[id], "silent", id);
    }
  },
);

ingestTest("ingest() never stores one file's values under another's hash", async (bench) => {
  const { folder, store, run } = bench;
  const path = join(folder, "track.wav");
  const aside = join(folder, ".aside.wav");
  await Deno.writeFile(path, CLICKS);
  const stamp = (await Deno.stat(path)).mtime!;
  await Deno.writeFile(aside, SCALE);
  await Deno.utime(aside, stamp, stamp);
  const claim = store.claimTrack.bind(store);
  store.claimTrack = async (...asked) => {
    const claimed = await claim(...asked);
    await Deno.rename(aside, path);
    return claimed;
  };
  assert.equal((await run()).failed, 1);
  assert.deepEqual(await Array.fromAsync(store.tracks()), []);
  assert.equal((await store.errors())[0]?.passing, true);
  store.claimTrack = claim;
  assert.equal((await run()).analysed, 1);
  const track = await only(store);
  assert.equal(track.values.key_temperley, "C");
  assert.equal(track.values.scale_temperley, "major");
});
