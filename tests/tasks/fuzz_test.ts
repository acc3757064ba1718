import assert from "node:assert/strict";
import { damaged, faultsOf, fuzz } from "../../tasks/_fuzz.ts";
import { fuzzSeeds } from "../../tasks/_fuzz_seeds.ts";

Deno.test("damaged files are analysed or refused, and never end, hang or fool a run", async () => {
  const seeds = await fuzzSeeds();
  assert.ok(seeds.length > 50, "seeds of every kind");
  const report = await fuzz({ seeds, seed: 12, time: 20_000, workers: 2 });
  assert.deepEqual(report.faults, []);
  assert.ok(report.files > 10, `only ${report.files} files`);
  assert.ok(report.analysed > 0, "some can be analysed all the same");
});

Deno.test("a damaged file follows from seed and number alone", async () => {
  const seeds = await fuzzSeeds();
  const [a, b] = [damaged({ seeds, seed: 3 }, 5), damaged({ seeds, seed: 3 }, 5)];
  assert.deepEqual(a, b);
  assert.notDeepEqual(a.bytes, damaged({ seeds, seed: 3 }, 6).bytes);
});

Deno.test("what must not be in an analysis is found in it", () => {
  const file = {
    container: "wav",
    codec: "pcm",
    sampleRate: 44100,
    channels: 1,
    duration: 3,
    hasCover: false,
  };
  const none = { file, tags: {}, stages: {}, values: {}, absent: {}, vectors: {} };
  assert.deepEqual(faultsOf(none), []);
  assert.equal(faultsOf({ ...none, values: { tempo: 1e9 } }).length, 1);
  assert.equal(faultsOf({ ...none, values: { key_edma: "H" } }).length, 1);
  assert.equal(faultsOf({ ...none, file: { ...file, duration: NaN } }).length, 1);
  assert.equal(faultsOf({ ...none, tags: { title: "x".repeat(70_000) } }).length, 1);
  const vectors = { timbre: Float32Array.of(1, NaN) };
  assert.equal(faultsOf({ ...none, vectors }).length, 1);
});
