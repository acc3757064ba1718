import assert from "node:assert/strict";
import fc from "fast-check";
import type { ActivationSet, Along, Moments } from "../../domain/mod.ts";
import { recordAnalysis } from "../../ingest/mod.ts";
import { mergeAlong } from "../../ingest/merge.ts";
import { openStore, type Store } from "../../store/mod.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";
import { analysisOf, type MadeStage, record, STAGE_VALUES } from "./fixtures/analyses.ts";

const STAGES = Object.keys(STAGE_VALUES) as MadeStage[];
const RECORDER = new URL("./fixtures/recorder.ts", import.meta.url).pathname;

/** Every stage that was stored, with its value, its curve and MusiCNN's vector. */
async function assertHas(store: Store, id: string, stages: Iterable<MadeStage>): Promise<void> {
  const expected = [...new Set(stages)].toSorted();
  const track = (await store.getTrack(id))!;
  assert.deepEqual(Object.keys(track.stages).toSorted(), expected);
  const values = expected.flatMap((stage) => STAGE_VALUES[stage] ?? []);
  assert.deepEqual(Object.keys(track.values).toSorted(), values.toSorted());
  const { musicnn } = await store.along(id) as Along;
  assert.deepEqual(Object.keys(musicnn!.curves).toSorted(), expected);
  const vector = expected.includes("musicnn") ? vectorOf(200, 1) : undefined;
  assert.deepEqual(await store.vector("musicnn", id), vector);
}

Deno.test("analysers that store stages of one track at once lose none of them", async () => {
  const folder = await Deno.makeTempDir();
  {
    using first = await openStore(`${folder}/x.kv`);
    using second = await openStore(`${folder}/x.kv`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...STAGES), fc.boolean()), { minLength: 1 }),
        async (writes) => {
          const id = crypto.randomUUID();
          await Promise.all(
            writes.map(([stage, who]) => record(who ? first : second, id, { stage })),
          );
          await assertHas(second, id, writes.map(([stage]) => stage));
        },
      ),
      { numRuns: 15 },
    );
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("two processes that analyse one track keep all that the other finds", async () => {
  const folder = await Deno.makeTempDir();
  const location = `${folder}/x.kv`;
  const EACH = 80;
  const processes = ["tempo", "loudness"].map((stage) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", RECORDER, location, `${EACH}`, stage],
      stdin: "piped",
      stdout: "piped",
    }).spawn()
  );
  const readers = processes.map(({ stdout }) => stdout.getReader());
  for (const reader of readers) await reader.read();
  for (const { stdin } of processes) await new Blob(["\n"]).stream().pipeTo(stdin);
  for (const reader of readers) while (!(await reader.read()).done);
  for (const process of processes) assert.ok((await process.status).success);
  {
    using store = await openStore(location);
    const { musicnn } = await store.along("t") as Along;
    assert.equal(Object.keys(musicnn!.curves).length, 2 * EACH);
    assert.deepEqual(Object.keys((await store.getTrack("t"))!.stages).toSorted(), [
      "loudness",
      "tempo",
    ]);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an analysis is laid over what the store has by then, not over what was read before it", async () => {
  using store = await openStore(":memory:");
  await record(store, "a", { stage: "musicnn" });
  const stale = (await store.getTrack("a"))!;
  await store.withdrawTrack("a");
  const { path, file: { size, modified, hash } } = trackOf("a");
  const subject = { id: "a", path, size, modified, hash, before: stale };
  await recordAnalysis(store, { subject, analysis: analysisOf("a", "tempo"), now: 4_000 });
  await assertHas(store, "a", ["tempo"]);
});

Deno.test("an analysis of a file whose track has moved meanwhile is left to the next run", async () => {
  using store = await openStore(":memory:");
  await record(store, "a", { stage: "tempo" });
  await store.putTrack({ ...trackOf("a"), path: "/music/moved.mp3" });
  await assert.rejects(record(store, "a", { stage: "loudness" }), /the file changed while/);
  assert.equal((await store.getTrack("a"))!.path, "/music/moved.mp3");
});

Deno.test("mergeAlong() keeps classes of the same moments beside newer ones, and drops others", () => {
  const moments = (count: number, ...sets: readonly ActivationSet[]): Moments => {
    const top = { classes: new Uint8Array(count * 5), activations: new Uint8Array(count * 5) };
    const heads = Object.fromEntries(sets.map((set) => [set, top]));
    return { step: 1, span: 2, count, curves: {}, ...(sets.length > 0 && { heads }) };
  };
  const merged = (older: Moments, newer: Moments) =>
    Object.keys(mergeAlong({ effnet: older }, { effnet: newer }).effnet!.heads ?? {});
  assert.deepEqual(merged(moments(4, "moodthemes"), moments(4, "jamendo")), [
    "moodthemes",
    "jamendo",
  ]);
  assert.deepEqual(merged(moments(4, "moodthemes"), moments(4)), ["moodthemes"]);
  assert.deepEqual(merged(moments(4, "moodthemes"), moments(5, "jamendo")), ["jamendo"]);
  assert.deepEqual(merged(moments(4, "moodthemes"), moments(5)), []);
});
