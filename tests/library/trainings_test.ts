import assert from "node:assert/strict";
import { type Library, openLibrary, type TrainingRequest } from "../../library/mod.ts";
import { fillLearning } from "../fixtures/learning_library.ts";

const REQUEST: TrainingRequest = {
  set: "kinds",
  features: ["musicnn"],
  split: "artist",
  seed: 3,
  fewest: 5,
  epochs: 150,
  balanced: false,
  withBad: false,
  learners: [
    { name: "k-NN", kind: "knn", hidden: [] },
    { name: "MLP 64", kind: "mlp", hidden: [64] },
  ],
};

async function inFolder(run: (open: () => Promise<Library>) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(() => openLibrary(`${folder}/test.kv`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** What two runs of the same training have to share. */
function outcomeOf(found: NonNullable<Awaited<ReturnType<Library["trainings"]["get"]>>>["found"]) {
  return found!.results.map(({ seconds: _, ...result }) => result);
}

Deno.test("a training that was stopped, and its server ended, goes on to the same bits", () =>
  inFolder(async (open) => {
    let library = await open();
    await fillLearning(library, { tracks: 240 });
    const whole = await library.trainings.begin(REQUEST, 1);
    await library.trainings.settled(whole);
    const id = await library.trainings.begin(REQUEST, 2);
    await until(() => (library.trainings.liveOf(id)?.curves.length ?? 0) >= 3);
    library.work.stop(library.trainings.workOf(id));
    await library.trainings.settled(id);
    const stopped = (await library.trainings.get(id))!;
    assert.equal(stopped.state, "paused");
    assert.deepEqual(stopped.found!.results.map(({ name }) => name), ["k-NN"]);
    await library.close();
    library = await open();
    assert.equal((await library.trainings.get(id))!.state, "paused");
    assert.ok(await library.trainings.goOn(id));
    await library.trainings.settled(id);
    const [first, second] = [
      (await library.trainings.get(whole))!,
      (await library.trainings.get(id))!,
    ];
    assert.deepEqual([first.state, second.state], ["done", "done"]);
    assert.deepEqual(outcomeOf(second.found), outcomeOf(first.found));
    assert.equal(await library.trainings.goOn(id), false, "nothing is left to do");
    await library.close();
  }));

Deno.test("corrections are learned, and compared on the same test tracks; the best is kept", () =>
  inFolder(async (open) => {
    await using library = Object.assign(await open(), {
      async [Symbol.asyncDispose](this: Library) {
        await this.close();
      },
    });
    await fillLearning(library, { tracks: 240, apart: 1 });
    const softmax = { name: "softmax", kind: "softmax", hidden: [] } as const;
    const request = { ...REQUEST, learners: [softmax], epochs: 20 };
    const before = await library.trainings.begin(request, 1);
    await library.trainings.settled(before);
    const { found } = (await library.trainings.get(before))!;
    const { mistakes, figures } = found!.results[0]!;
    const wrong = mistakes.filter(({ track }) => Number(track.slice(1)) % 20 === 7);
    assert.ok(wrong.length > 1, "the wrong labels are among the surest mistakes");
    for (const { track, predicted } of wrong) {
      const edit = { tracks: [track], label: predicted, action: "set", by: "A", at: 2 } as const;
      await library.hand.label("kinds", edit);
    }
    const id = await library.trainings.begin({ ...request, after: before, keepAs: "Kinds" }, 3);
    await library.trainings.settled(id);
    const after = (await library.trainings.get(id))!;
    const { comparison, tracks, kept } = after.found!;
    assert.deepEqual(tracks.test, found!.tracks.test);
    assert.equal(comparison!.relabelled, wrong.length);
    assert.equal(
      comparison!.accuracyBefore.toFixed(6),
      (figures.accuracy.value + wrong.length / comparison!.tracks).toFixed(6),
      "what was called a mistake was none",
    );
    assert.equal(kept, "kinds");
    const predicted = await library.store.labels.entries("learned-kinds");
    assert.equal(predicted.size, 240);
    assert.equal(predicted.get("t000")!.by, "kinds");
  }));

Deno.test("a training that cannot begin says why", () =>
  inFolder(async (open) => {
    const library = await open();
    await fillLearning(library, { tracks: 24 });
    const id = await library.trainings.begin({ ...REQUEST, fewest: 1000 }, 1);
    await library.trainings.settled(id);
    const { state, job } = (await library.trainings.get(id))!;
    assert.equal(state, "failed");
    assert.match(job!.reason!, /fewer than two of its labels have 1000 tracks/);
    await library.close();
  }));
