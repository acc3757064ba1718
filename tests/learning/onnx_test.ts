import assert from "node:assert/strict";
import ort from "onnxruntime-node";
import {
  applied,
  divided,
  learn,
  type Learned,
  type LearnerOptions,
  modelFrom,
  type Problem,
} from "../../learning/mod.ts";
import type { ModelCard } from "../../learning/card.ts";
import { onnxOf } from "../../learning/onnx.ts";
import { clouds } from "./_problems.ts";

const PROBLEM = clouds();
const DIVISION = divided(PROBLEM, { kind: "artist", seed: 1 });

function card({ classes }: Problem = PROBLEM): ModelCard {
  const interval = { value: 0.5, low: 0.4, high: 0.6 };
  return {
    id: "my-model",
    name: "My model – été",
    learner: "mlp",
    features: ["effnet"],
    dimensions: PROBLEM.dimensions,
    classes,
    several: false,
    labels: { set: "genres", name: "Genres", licence: "CC BY 4.0" },
    split: "artist",
    tracks: { training: 1, validation: 1, test: 1 },
    leakage: { tracks: 1, artist: 0, album: 0, unknownArtist: 0 },
    figures: {
      accuracy: interval,
      macroF1: interval,
      rocAuc: 0.5,
      prAuc: 0.5,
      chance: 0.3,
      majority: 0.3,
      calibrationError: 0,
    },
    settings: { hidden: [8] },
    seed: 1,
    bestEpoch: 1,
    trained: "2026-01-01T00:00:00Z",
    learnedFrom: "00",
  };
}

/** What the learned, its kept form and ONNX Runtime say of some rows. */
async function threeWays(
  { problem, learned, rows }: {
    readonly problem: Problem;
    readonly learned: Learned;
    readonly rows: Uint32Array;
  },
) {
  const { features, dimensions } = problem;
  const model = learned.plain();
  const own = { ...card(problem), learner: learned.kind };
  const bytes = onnxOf({ model, card: own });
  const read = modelFrom(bytes);
  assert.deepEqual(read, { model, card: own });
  const session = await ort.InferenceSession.create(bytes);
  const given = Float32Array.from(
    [...rows].flatMap((row) => [...features.subarray(row * dimensions, (row + 1) * dimensions)]),
  );
  const tensor = new ort.Tensor("float32", given, [rows.length, dimensions]);
  const { probabilities } = await session.run({ features: tensor });
  return [
    learned.probabilities(features, rows),
    applied(read.model)({ features, rows }),
    probabilities!.data as Float32Array,
  ] as const;
}

/** The same tracks, each with a second label. */
function withSeveral(problem: Problem): Problem {
  const k = problem.classes.length;
  const targets = problem.targets.slice();
  for (let row = 0; row < problem.ids.length; row += 2) {
    targets[row * k + (targets.subarray(row * k, (row + 1) * k).indexOf(1) + 1) % k] = 1;
  }
  return { ...problem, several: true, targets };
}

Deno.test("every learner comes back from ONNX to the bit, and ONNX Runtime computes the same probabilities", async () => {
  const two = clouds({ classes: 2, apart: 1 });
  const cases: readonly (readonly [LearnerOptions, ...Problem[]])[] = [
    ...[[], [8], [9, 5]].map((hidden) =>
      [
        {
          kind: hidden.length > 0 ? "mlp" as const : "softmax" as const,
          training: { hidden, epochs: 5, batch: 32 },
        },
        PROBLEM,
        withSeveral(PROBLEM),
      ] as const
    ),
    [{ kind: "knn", k: 7 }, PROBLEM, two, withSeveral(PROBLEM)],
    [{ kind: "forest", forest: { trees: 12 } }, PROBLEM, two, withSeveral(PROBLEM)],
  ];
  for (const [options, ...problems] of cases) {
    for (const problem of problems) {
      const learned = learn(problem, { division: DIVISION, options });
      const rows = DIVISION.test;
      const [ours, read, theirs] = await threeWays({
        problem,
        learned,
        rows,
      });
      assert.equal(theirs.length, rows.length * problem.classes.length);
      for (const [i, probability] of ours.entries()) {
        assert.ok(Math.abs(probability - read[i]!) < 1e-4, `${options.kind} read`);
        assert.ok(Math.abs(probability - theirs[i]!) < 1e-4, `${options.kind} by ONNX Runtime`);
      }
    }
  }
});

Deno.test("a tree that turns in a circle, and neighbours that are cut, are refused", () => {
  const of = (options: LearnerOptions) => {
    const model = learn(PROBLEM, { division: DIVISION, options }).plain();
    return { model, card: { ...card(), learner: options.kind } };
  };
  const forest = of({ kind: "forest", forest: { trees: 2 } });
  assert.ok(forest.model.form === "forest");
  forest.model.trees[1]!.no[0] = 0;
  const near = of({ kind: "knn" });
  assert.ok(near.model.form === "neighbours");
  const cut = { ...near, model: { ...near.model, targets: near.model.targets.slice(3) } };
  for (const wrong of [forest, cut, { ...forest, card: near.card }]) {
    assert.throws(() => modelFrom(onnxOf(wrong)), /its tensors do not fit its card/);
  }
});

Deno.test("a file that is no model of ours is refused in words", () => {
  const learned = learn(PROBLEM, {
    division: DIVISION,
    options: { kind: "softmax", training: { epochs: 1 } },
  });
  const good = { model: learned.plain(), card: card() };
  assert.throws(
    () => modelFrom(new TextEncoder().encode("no model at all")),
    /Cannot read the model/,
  );
  assert.throws(() => modelFrom(new Uint8Array()), /it carries no card/);
  const wrong = onnxOf({ ...good, card: { ...card(), dimensions: 3 } });
  assert.throws(() => modelFrom(wrong), /its tensors do not fit its card/);
});
