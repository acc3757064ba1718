import assert from "node:assert/strict";
import ort from "onnxruntime-node";
import { divided, learn, type ModelCard, modelFrom, plainNetwork } from "../../learning/mod.ts";
import { onnxOf } from "../../learning/onnx.ts";
import { networkProbabilities } from "../../learning/train.ts";
import { clouds } from "./_problems.ts";

const PROBLEM = clouds();
const DIVISION = divided(PROBLEM, { kind: "artist", seed: 1 });

function card(): ModelCard {
  const interval = { value: 0.5, low: 0.4, high: 0.6 };
  return {
    id: "my-model",
    name: "My model – été",
    learner: "mlp",
    features: ["effnet"],
    dimensions: PROBLEM.dimensions,
    classes: PROBLEM.classes,
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

Deno.test("a network comes back from ONNX to the bit, and ONNX Runtime computes the same probabilities", async () => {
  for (const hidden of [[], [8], [9, 5]]) {
    for (const several of [false, true]) {
      const problem = { ...PROBLEM, several };
      const learned = learn(problem, {
        division: DIVISION,
        options: {
          kind: hidden.length > 0 ? "mlp" : "softmax",
          training: { hidden, epochs: 5, batch: 32 },
        },
      });
      const plain = plainNetwork(learned.network!, learned.scaling);
      const bytes = onnxOf({ ...plain, card: card() });
      assert.deepEqual(modelFrom(bytes), { ...plain, card: card() });
      const rows = DIVISION.test;
      const ours = learned.probabilities(problem.features, rows);
      const ofPlain = networkProbabilities(plain, { features: problem.features, rows });
      const session = await ort.InferenceSession.create(bytes);
      const given = Float32Array.from(
        [...rows].flatMap((
          row,
        ) => [
          ...problem.features.subarray(row * problem.dimensions, (row + 1) * problem.dimensions),
        ]),
      );
      const features = new ort.Tensor("float32", given, [rows.length, problem.dimensions]);
      const { probabilities } = await session.run({ features });
      const theirs = probabilities!.data as Float32Array;
      assert.equal(theirs.length, ours.length);
      for (let i = 0; i < ours.length; i++) {
        assert.ok(Math.abs(ours[i]! - theirs[i]!) < 1e-4);
        assert.ok(Math.abs(ours[i]! - ofPlain[i]!) < 1e-4);
      }
    }
  }
});

Deno.test("a file that is no model of ours is refused in words", () => {
  const learned = learn(PROBLEM, {
    division: DIVISION,
    options: { kind: "softmax", training: { epochs: 1 } },
  });
  const good = { ...plainNetwork(learned.network!, learned.scaling), card: card() };
  assert.throws(
    () => modelFrom(new TextEncoder().encode("no model at all")),
    /Cannot read the model/,
  );
  assert.throws(() => modelFrom(new Uint8Array()), /it carries no card/);
  const wrong = onnxOf({ ...good, card: { ...card(), dimensions: 3 } });
  assert.throws(() => modelFrom(wrong), /its tensors do not fit its card/);
});
