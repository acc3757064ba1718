import assert from "node:assert/strict";
import { type Library, openLibrary, type TrainingRequest } from "../../library/mod.ts";
import { KeptModels } from "../../learning/mod.ts";
import type { TrainingHead } from "../../library/learning/training.ts";
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

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!await holds()) await new Promise((resolve) => setTimeout(resolve, 5));
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
    const reopened = (await library.trainings.get(id))!;
    assert.equal(reopened.state, "paused");
    assert.equal(reopened.live!.name, "MLP 64");
    assert.ok(reopened.live!.curves.length >= 3, "what it had learned is still shown");
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

Deno.test("of two servers of one store one alone has a training under way", () =>
  inFolder(async (open) => {
    const [one, other] = [await open(), await open()];
    try {
      await fillLearning(one, { tracks: 240 });
      const learners = [{ name: "MLP 1024, 512", kind: "mlp", hidden: [1024, 512] }] as const;
      const id = await one.trainings.begin({ ...REQUEST, learners }, 1);
      await until(() => (one.trainings.liveOf(id)?.curves.length ?? 0) >= 1);
      assert.equal((await one.trainings.get(id))!.state, "running");
      assert.equal((await other.trainings.get(id))!.state, "elsewhere");
      assert.deepEqual((await other.trainings.list()).map(({ state }) => state), ["elsewhere"]);
      assert.equal(await other.trainings.goOn(id), false);
      one.work.stop(one.trainings.workOf(id));
      await one.trainings.settled(id);
      await until(async () => (await other.trainings.get(id))!.state === "paused");
      assert.ok(await other.trainings.goOn(id));
      await until(() => (other.trainings.liveOf(id)?.curves.length ?? 0) >= 1);
      assert.equal((await one.trainings.get(id))!.state, "elsewhere");
      other.work.stop(other.trainings.workOf(id));
      await other.trainings.settled(id);
    } finally {
      await one.close();
      await other.close();
    }
  }));

Deno.test("a server of another machine has a training as long as its word counts, and then it is cut", () =>
  inFolder(async (open) => {
    const library = await open();
    await fillLearning(library, { tracks: 120 });
    const heads = library.store.documents<TrainingHead>("training");
    const head = { id: "far", request: { ...REQUEST, epochs: 2 }, begun: 1, done: false };
    await heads.put("far", { ...head, held: { by: "another", until: Date.now() + 1e6 } });
    assert.equal((await library.trainings.get("far"))!.state, "elsewhere");
    assert.equal(await library.trainings.goOn("far"), false);
    await heads.put("far", { ...head, held: { by: "another", until: Date.now() - 1 } });
    assert.equal((await library.trainings.get("far"))!.state, "cut");
    assert.ok(await library.trainings.goOn("far"));
    await library.trainings.settled("far");
    assert.equal((await library.trainings.get("far"))!.state, "done");
    await until(async () => (await heads.get("far"))!.held === undefined);
    await library.close();
  }));

Deno.test("folds that were stopped go on to the same bits; corrections are tested in the same folds", () =>
  inFolder(async (open) => {
    let library = await open();
    await fillLearning(library, { tracks: 240 });
    const request = { ...REQUEST, folds: 3, keepAs: "Folded" };
    const whole = await library.trainings.begin(request, 1);
    await library.trainings.settled(whole);
    const id = await library.trainings.begin(request, 2);
    await until(() => library.trainings.liveOf(id)?.name === "MLP 64, fold 2");
    library.work.stop(library.trainings.workOf(id));
    await library.trainings.settled(id);
    await library.close();
    library = await open();
    assert.ok(await library.trainings.goOn(id));
    await library.trainings.settled(id);
    const [first, second] = [
      (await library.trainings.get(whole))!.found!,
      (await library.trainings.get(id))!.found!,
    ];
    assert.deepEqual(outcomeOf(second), outcomeOf(first));
    assert.equal(new Set(first.tracks.test).size, 240);
    assert.deepEqual(first.results.map(({ folds }) => folds!.length), [3, 3]);
    assert.equal(first.leakage.tracks, 240);
    assert.equal(first.leakage.artist, 0);
    const [card] = await new KeptModels(library.store).list();
    assert.equal(card!.folds!.length, 3);
    for (const { track, predicted } of first.results[1]!.mistakes.slice(0, 6)) {
      const edit = { tracks: [track], label: predicted, action: "set", by: "A", at: 2 } as const;
      await library.hand.label("kinds", edit);
    }
    const again = await library.trainings.begin({ ...request, after: whole }, 3);
    await library.trainings.settled(again);
    const after = (await library.trainings.get(again))!.found!;
    const tested = ({ tracks, folds }: typeof after) =>
      new Map(tracks.test.map((track, i) => [track, folds![i]!]));
    assert.deepEqual([...tested(after)].sort(), [...tested(first)].sort());
    assert.equal(after.comparison!.relabelled, 6);
    assert.equal(after.comparison!.tracks, 240);
    await library.close();
  }));

Deno.test("a kept learner, corrected and trained again, is compared on the same tracks, whichever it is", async () => {
  for (const kind of ["knn", "forest"] as const) {
    await inFolder(async (open) => {
      const library = await open();
      await fillLearning(library, { tracks: 240, apart: 1 });
      const learners = [{ name: kind, kind, hidden: [] }];
      const request = { ...REQUEST, learners, keepAs: kind };
      const before = await library.trainings.begin(request, 1);
      await library.trainings.settled(before);
      const { found } = (await library.trainings.get(before))!;
      assert.equal(found!.kept, kind);
      const [mistake] = found!.results[0]!.mistakes;
      const { track, predicted } = mistake!;
      const edit = { tracks: [track], label: predicted, action: "set", by: "A", at: 2 } as const;
      await library.hand.label("kinds", edit);
      const id = await library.trainings.begin({ ...request, after: before }, 3);
      await library.trainings.settled(id);
      const { comparison, tracks } = (await library.trainings.get(id))!.found!;
      assert.deepEqual(tracks.test, found!.tracks.test);
      assert.equal(comparison!.relabelled, 1);
      const gained = 1 / comparison!.tracks;
      const was = found!.results[0]!.figures.accuracy.value + gained;
      assert.ok(Math.abs(comparison!.accuracyBefore - was) < 1e-9);
      await library.close();
    });
  }
});

Deno.test("a second label that is added is a correction too", () =>
  inFolder(async (open) => {
    const library = await open();
    await fillLearning(library, { tracks: 120, several: true });
    const learners = [{ name: "k-NN", kind: "knn", hidden: [] }] as const;
    const before = await library.trainings.begin({ ...REQUEST, learners }, 1);
    await library.trainings.settled(before);
    const { found } = (await library.trainings.get(before))!;
    const { track, predicted } = found!.results[0]!.mistakes[0]!;
    const edit = { tracks: [track], label: predicted, action: "add", by: "A", at: 2 } as const;
    await library.hand.label("kinds", edit);
    const id = await library.trainings.begin({ ...REQUEST, learners, after: before }, 2);
    await library.trainings.settled(id);
    const { comparison } = (await library.trainings.get(id))!.found!;
    const was = found!.results[0]!.figures.accuracy.value + 1 / comparison!.tracks;
    assert.ok(Math.abs(comparison!.accuracyBefore - was) < 1e-9);
    assert.equal(comparison!.relabelled, 1);
    await library.close();
  }));

Deno.test("a training that cannot begin says why", () =>
  inFolder(async (open) => {
    const library = await open();
    await fillLearning(library, { tracks: 24 });
    const id = await library.trainings.begin({ ...REQUEST, fewest: 1000 }, 1);
    await library.trainings.settled(id);
    const { state, job } = (await library.trainings.get(id))!;
    assert.equal(state, "failed");
    assert.match(job!.reason!, /fewer than two of its labels have 1,000 tracks/);
    await library.close();
  }));
