/**
 * Trains softmax and a perceptron on a fixed problem and writes problem, first weights and results as
 * JSON, for `tools/learning_reference.py` to do the same with scikit-learn.
 * `deno run -A --no-check tools/learning_reference.ts /tmp/reference.json`
 */
import { normal, seeded } from "../domain/mod.ts";
import {
  examined,
  learn,
  Network,
  type Problem,
  scaled,
  scalingOf,
  TRAINING,
} from "../learning/mod.ts";

const [ROWS, TRAINED, DIMENSIONS, CLASSES, HIDDEN] = [900, 600, 20, 4, 16];
const DECAY = 0.5;
const [out] = Deno.args;
if (!out) throw new Error("Cannot write the reference: name a file");

const random = normal(seeded(11));
const centres = Array.from({ length: CLASSES * DIMENSIONS }, () => 0.45 * random());
const targets = new Uint8Array(ROWS * CLASSES);
const features = new Float32Array(ROWS * DIMENSIONS);
for (let row = 0; row < ROWS; row++) {
  const own = row % CLASSES;
  targets[row * CLASSES + own] = 1;
  for (let d = 0; d < DIMENSIONS; d++) {
    features[row * DIMENSIONS + d] = centres[own * DIMENSIONS + d]! + random();
  }
}
const problem: Problem = {
  ids: Array.from({ length: ROWS }, (_, row) => String(row)),
  features,
  dimensions: DIMENSIONS,
  classes: ["a", "b", "c", "d"],
  targets,
  several: false,
  artists: Array.from({ length: ROWS }, () => ""),
  albums: Array.from({ length: ROWS }, () => ""),
};
const rows = Uint32Array.from({ length: ROWS }, (_, row) => row);
const division = {
  training: rows.subarray(0, TRAINED),
  validation: new Uint32Array(),
  test: rows.subarray(TRAINED),
};
const training = { ...TRAINING, batch: TRAINED, decay: DECAY, patience: 0, seed: 3 };
const softmax = learn(problem, {
  division,
  options: { kind: "softmax", training: { ...training, epochs: 3000, rate: 0.02 } },
});
const mlp = learn(problem, {
  division,
  options: { kind: "mlp", training: { ...training, hidden: [HIDDEN], epochs: 200, rate: 0.005 } },
});
const first = new Network(
  { sizes: [DIMENSIONS, HIDDEN, CLASSES], output: "softmax" },
  { seed: training.seed, batch: 1 },
);
const accuracy = (learned: typeof mlp) =>
  examined(problem, learned, { division, seed: 1 }).figures.accuracy;
const reference = {
  decay: DECAY,
  trained: TRAINED,
  hidden: HIDDEN,
  rate: 0.005,
  features: [...scaled(features, scalingOf(problem, division.training))],
  dimensions: DIMENSIONS,
  classes: Array.from(rows, (row) => row % CLASSES),
  first: first.layers.map(({ weights, bias }) => ({ weights: [...weights], bias: [...bias] })),
  softmax: { loss: softmax.network!.curves.at(-1)!.loss, accuracy: accuracy(softmax) },
  mlp: { losses: mlp.network!.curves.map(({ loss }) => loss), accuracy: accuracy(mlp) },
};
await Deno.writeTextFile(out, JSON.stringify(reference));
