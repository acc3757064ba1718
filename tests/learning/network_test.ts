import assert from "node:assert/strict";
import { normal, seeded } from "../../domain/mod.ts";
import { type Checkpoint } from "../../learning/train.ts";
import { divided, learn, Network } from "../../learning/mod.ts";
import { learning } from "../../learning/learners.ts";
import { lossOf, type NetworkShape } from "../../learning/network.ts";
import { clouds } from "./_problems.ts";

/** How far the gradient is from differences of the loss, over its own length. */
function gradientGap(shape: NetworkShape, decay: number): number {
  const random = normal(seeded(5));
  const [inputs, outputs] = [shape.sizes[0]!, shape.sizes.at(-1)!];
  const count = 7;
  const network = new Network(shape, { seed: 3, batch: 8 });
  if (shape.sizes.length === 2) {
    const { weights } = network.layers[0]!;
    for (let i = 0; i < weights.length; i++) weights[i] = 0.3 * random();
  }
  for (let i = 0; i < count; i++) {
    network.put(i, Float32Array.from({ length: inputs }, () => random()));
  }
  const targets = new Uint8Array(8 * outputs);
  for (let i = 0; i < count; i++) {
    targets[i * outputs + i % outputs] = 1;
    if (shape.output === "sigmoid") targets[i * outputs + (i + 1) % outputs] = 1;
  }
  const weights = Float32Array.from({ length: 8 }, (_, i) => 0.5 + i / 4);
  const loss = () => {
    const p = network.forward(count);
    let sum = 0;
    for (let at = 0; at < p.length; at++) {
      sum += weights[Math.floor(at / outputs)]! * lossOf(p[at]!, targets[at]!, shape.output);
    }
    const squares = network.layers.reduce(
      (s, l) => s + l.weights.reduce((t, w) => t + w * w, 0),
      0,
    );
    return (sum + decay / 2 * squares) / count;
  };
  network.forward(count);
  const told = network.backward(targets, { count, weights, decay });
  assert.ok(Math.abs(told - loss()) < 1e-5);
  const gradients = network.gradients.map(({ weights, bias }) => [weights.slice(), bias.slice()]);
  let [gap, size] = [0, 0];
  const step = 2e-3;
  for (const [l, layer] of network.layers.entries()) {
    for (const [part, cells] of [layer.weights, layer.bias].entries()) {
      for (let i = 0; i < cells.length; i++) {
        const before = cells[i]!;
        cells[i] = before + step;
        const above = loss();
        cells[i] = before - step;
        const below = loss();
        cells[i] = before;
        const g = gradients[l]![part]![i]!;
        gap += (g - (above - below) / (2 * step)) ** 2;
        size += g ** 2;
      }
    }
  }
  return Math.sqrt(gap / size);
}

Deno.test("the gradient is that of the loss: no, one and two hidden layers, one and several labels, decay", () => {
  for (const hidden of [[], [9], [10, 5]]) {
    for (const output of ["softmax", "sigmoid"] as const) {
      for (const decay of [0, 0.3]) {
        const gap = gradientGap({ sizes: [6, ...hidden, 4], output }, decay);
        assert.ok(gap < 0.02, `${hidden} ${output} ${decay}: ${gap}`);
      }
    }
  }
});

Deno.test("the same seed learns the same network to the bit, another another", () => {
  const problem = clouds();
  const division = divided(problem, { kind: "artist", seed: 1 });
  const of = (seed: number) =>
    learn(problem, { division, options: { kind: "mlp", training: { seed, epochs: 4, batch: 32 } } })
      .network!.layers;
  assert.deepEqual(of(1), of(1));
  assert.notDeepEqual(of(1), of(2));
});

Deno.test("a training that goes on from a checkpoint ends as one that was never stopped", () => {
  const problem = clouds();
  const division = divided(problem, { kind: "artist", seed: 1 });
  const options = { kind: "mlp", training: { epochs: 6, batch: 32, patience: 0 } } as const;
  const whole = learn(problem, { division, options });
  let kept: Checkpoint | undefined;
  for (const step of learning(problem, { division, options })) {
    if (step.step !== "epoch" || step.curve.epoch < 3) continue;
    kept = structuredClone(step.checkpoint());
    break;
  }
  const rest = learning(problem, { division, options, from: kept });
  let next = rest.next();
  let epochs = 0;
  for (; !next.done; next = rest.next()) epochs++;
  assert.equal(epochs, 3);
  assert.deepEqual(next.value.network, whole.network);
});

Deno.test("a training that was stopped after its last epoch learns no more", () => {
  const problem = clouds({ apart: 0.6, dimensions: 40 });
  const division = divided(problem, { kind: "stratified", seed: 1 });
  const options = {
    kind: "mlp",
    training: { epochs: 200, batch: 16, rate: 0.01, patience: 3 },
  } as const;
  let last: Checkpoint | undefined;
  const whole = learn(problem, {
    division,
    options,
    onStep: (step) => last = step.step === "epoch" ? step.checkpoint() : last,
  });
  const rest = learning(problem, { division, options, from: last });
  const next = rest.next();
  assert.ok(next.done);
  assert.deepEqual(next.value.network, whole.network);
});

Deno.test("loss falls, and training ends early where validation no longer gets better", () => {
  const problem = clouds({ apart: 0.6, dimensions: 40 });
  const division = divided(problem, { kind: "stratified", seed: 1 });
  const { network } = learn(problem, {
    division,
    options: { kind: "mlp", training: { epochs: 200, batch: 16, rate: 0.01, patience: 3 } },
  });
  const { curves, bestEpoch } = network!;
  assert.ok(curves.at(-1)!.loss < curves[0]!.loss);
  assert.ok(curves.length < 200);
  assert.equal(curves.length, bestEpoch + 3);
  assert.ok(bestEpoch >= 1);
});

Deno.test("balanced training finds the rare class that plain training passes over", () => {
  const even = clouds({ rows: 400, classes: 2, apart: 0.9, dimensions: 4 });
  const keep = even.ids.map((_, row) => row).filter((row) =>
    even.targets[row * 2] === 1 || row % 40 < 8
  );
  const pick = <T>(from: readonly T[]) => keep.map((row) => from[row]!);
  const rare = {
    ...even,
    ids: pick(even.ids),
    artists: pick(even.artists),
    albums: pick(even.albums),
    features: Float32Array.from(
      keep.flatMap((row) => [...even.features.subarray(row * 4, row * 4 + 4)]),
    ),
    targets: Uint8Array.from(
      keep.flatMap((row) => [...even.targets.subarray(row * 2, row * 2 + 2)]),
    ),
  };
  const division = divided(rare, { kind: "stratified", seed: 1 });
  const recall = (balanced: boolean) => {
    const learned = learn(rare, {
      division,
      options: { kind: "softmax", training: { balanced, epochs: 60, batch: 16, rate: 0.01 } },
    });
    const p = learned.probabilities(rare.features, rare.ids.map((_, row) => row));
    const own = rare.ids.map((_, row) => row).filter((row) => rare.targets[row * 2 + 1] === 1);
    return own.filter((row) => p[row * 2 + 1]! > 0.5).length / own.length;
  };
  assert.ok(recall(true) > recall(false));
});
