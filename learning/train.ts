import { seeded, shuffled } from "../domain/mod.ts";
import { Adam, type AdamState, copied } from "./adam.ts";
import { type LayerWeights, lossOf, Network, type NetworkShape } from "./network.ts";
import { type Problem, scaleRow, type Scaling } from "./problem.ts";

/** How a network is trained. */
export interface TrainingOptions {
  /** Sizes of hidden layers; none for softmax or logistic regression. */
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  /** Weight of the squared weights, as scikit-learn's `alpha`. */
  readonly decay: number;
  readonly seed: number;
  /** Whether rare classes count as much as frequent ones. */
  readonly balanced: boolean;
  /** Epochs without a better validation loss after which training ends; 0 for never. */
  readonly patience: number;
}

/** What is used where nothing else is asked. */
export const TRAINING: TrainingOptions = {
  hidden: [],
  epochs: 100,
  batch: 64,
  rate: 0.002,
  decay: 0.0001,
  seed: 1,
  balanced: false,
  patience: 8,
};

/** Losses and accuracies after one epoch; NaN where there is no validation. */
export interface Curve {
  readonly epoch: number;
  /** Mean over the epoch's batches, as they were met. */
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
}

/** All that is needed to go on after an epoch as if nothing had been in between. */
export interface Checkpoint {
  readonly layers: readonly LayerWeights[];
  readonly adam: AdamState;
  readonly curves: readonly Curve[];
  readonly best: Best;
}

interface Best {
  readonly epoch: number;
  readonly loss: number;
  readonly layers: readonly LayerWeights[];
}

/** One epoch of a training. */
export interface Epoch {
  readonly curve: Curve;
  readonly of: number;
  /** The state to go on from; costs a copy of all weights. */
  checkpoint(): Checkpoint;
}

/** A trained network. */
export interface Trained {
  readonly shape: NetworkShape;
  /** Of the best epoch by validation loss, or the last without validation. */
  readonly layers: readonly LayerWeights[];
  readonly curves: readonly Curve[];
  readonly bestEpoch: number;
}

/** What a training learns from. `features` are scaled already. */
export interface TrainingData {
  readonly problem: Pick<Problem, "features" | "dimensions" | "classes" | "targets" | "several">;
  readonly training: Uint32Array;
  /** Empty where there is none. */
  readonly validation: Uint32Array;
}

/**
 * Trains a network, epoch by epoch: each is yielded, so that whoever drives it can show it, pause or stop.
 * The order of rows follows from seed and epoch alone: a training that goes on from a checkpoint ends with
 * the same bits as one that was never stopped.
 */
export function* training(
  data: TrainingData,
  options: TrainingOptions,
  from?: Checkpoint,
): Generator<Epoch, Trained> {
  const { problem } = data;
  const shape: NetworkShape = {
    sizes: [problem.dimensions, ...options.hidden, problem.classes.length],
    output: problem.several ? "sigmoid" : "softmax",
  };
  const network = new Network(shape, { seed: options.seed, batch: options.batch });
  if (from) network.load(from.layers);
  const adam = new Adam(network.layers, { rate: options.rate, from: from?.adam });
  const weights = rowWeights(data, options);
  const curves: Curve[] = [...from?.curves ?? []];
  let best: Best = from?.best ?? { epoch: 0, loss: Infinity, layers: copied(network.layers) };
  const isLearning = (epoch: number) =>
    epoch <= options.epochs &&
    (options.patience === 0 || epoch - 1 - best.epoch < options.patience);
  for (let epoch = curves.length + 1; isLearning(epoch); epoch++) {
    const learned = oneEpoch(network, { data, options, weights, adam, epoch });
    const checked = evaluate(network, data, data.validation);
    const curve = {
      epoch,
      ...learned,
      validationLoss: checked.loss,
      validationAccuracy: checked.accuracy,
    };
    curves.push(curve);
    const isBetter = Number.isNaN(checked.loss) || checked.loss < best.loss;
    if (isBetter) best = { epoch, loss: checked.loss, layers: copied(network.layers) };
    const state = best;
    yield {
      curve,
      of: options.epochs,
      checkpoint: () => ({
        layers: copied(network.layers),
        adam: adam.state,
        curves: [...curves],
        best: state,
      }),
    };
  }
  return { shape, layers: best.layers, curves, bestEpoch: best.epoch };
}

/**
 * A trained network made ready: gives the probabilities of rows, shape `(rows, classes)`.
 *
 * @param scaling Of the features, where they are as they are and the network takes them scaled.
 */
export function readyNetwork(
  { shape, layers }: Pick<Trained, "shape" | "layers">,
  scaling?: Scaling,
): (given: {
  readonly features: Float32Array;
  readonly rows: ArrayLike<number>;
}) => Float32Array {
  const network = new Network(shape, { seed: 0, batch: PREDICTED });
  network.load(layers);
  const [dimensions, outputs] = [shape.sizes[0]!, shape.sizes.at(-1)!];
  const ready = new Float32Array(dimensions);
  return ({ features, rows }) => {
    const found = new Float32Array(rows.length * outputs);
    for (let from = 0; from < rows.length; from += PREDICTED) {
      const count = Math.min(PREDICTED, rows.length - from);
      for (let i = 0; i < count; i++) {
        const at = rows[from + i]! * dimensions;
        const row = features.subarray(at, at + dimensions);
        if (scaling) scaleRow(row, { to: ready, scaling });
        network.put(i, scaling ? ready : row);
      }
      found.set(network.forward(count), from * outputs);
    }
    return found;
  };
}

const PREDICTED = 256;

function oneEpoch(
  network: Network,
  { data, options, weights, adam, epoch }: {
    readonly data: TrainingData;
    readonly options: TrainingOptions;
    readonly weights: Float32Array;
    readonly adam: Adam;
    readonly epoch: number;
  },
): { readonly loss: number; readonly accuracy: number } {
  const { problem, training } = data;
  const order = shuffled(training, seeded(options.seed * 1_000_003 + epoch));
  const { length } = problem.classes;
  const targets = new Uint8Array(options.batch * length);
  const given = new Float32Array(options.batch);
  let [loss, right] = [0, 0];
  for (let start = 0; start < order.length; start += options.batch) {
    const rows = order.slice(start, start + options.batch);
    for (const [i, row] of rows.entries()) {
      fill(network, { data, row, at: i });
      targets.set(problem.targets.subarray(row * length, (row + 1) * length), i * length);
      given[i] = weights[row]!;
    }
    const found = network.forward(rows.length);
    right += countRight(found, { targets, length, several: problem.several });
    loss += rows.length *
      network.backward(targets, { count: rows.length, weights: given, decay: options.decay });
    adam.step(network.layers, network.gradients);
  }
  return { loss: loss / order.length, accuracy: right / order.length };
}

function fill(
  network: Network,
  { data: { problem }, row, at }: {
    readonly data: TrainingData;
    readonly row: number;
    readonly at: number;
  },
): void {
  const { features, dimensions } = problem;
  network.put(at, features.subarray(row * dimensions, (row + 1) * dimensions));
}

/** Loss (without decay) and accuracy on some rows; NaN of none. */
function evaluate(
  network: Network,
  data: TrainingData,
  rows: Uint32Array,
): { readonly loss: number; readonly accuracy: number } {
  const { problem: { targets, classes: { length }, several } } = data;
  let [loss, right] = [0, 0];
  for (let start = 0; start < rows.length; start += network.batch) {
    const count = Math.min(network.batch, rows.length - start);
    const wanted = new Uint8Array(count * length);
    for (let i = 0; i < count; i++) {
      const row = rows[start + i]!;
      fill(network, { data, row, at: i });
      wanted.set(targets.subarray(row * length, (row + 1) * length), i * length);
    }
    const found = network.forward(count);
    right += countRight(found, { targets: wanted, length, several });
    for (let at = 0; at < found.length; at++) {
      loss += lossOf(found[at]!, wanted[at]!, network.shape.output);
    }
  }
  return { loss: loss / rows.length, accuracy: right / rows.length };
}

/** Rows whose largest class is right, or of which, of several, every class is on the right side of .5. */
function countRight(
  found: Float32Array,
  { targets, length, several }: {
    readonly targets: Uint8Array;
    readonly length: number;
    readonly several: boolean;
  },
): number {
  let right = 0;
  for (let from = 0; from < found.length; from += length) {
    let top = 0;
    let all = true;
    for (let c = 0; c < length; c++) {
      if (found[from + c]! > found[from + top]!) top = c;
      if ((found[from + c]! >= 0.5) !== (targets[from + c] === 1)) all = false;
    }
    if (several ? all : targets[from + top] === 1) right++;
  }
  return right;
}

/** 1, or what makes the classes count alike: rows over classes times rows of the class. Shape `(n,)`. */
function rowWeights(
  { problem: { targets, classes: { length }, several }, training }: TrainingData,
  { balanced }: TrainingOptions,
): Float32Array {
  const weights = new Float32Array(targets.length / length).fill(1);
  if (!balanced || several) return weights;
  const sizes = new Uint32Array(length);
  const classAt = (row: number) => targets.subarray(row * length, (row + 1) * length).indexOf(1);
  for (const row of training) sizes[classAt(row)]!++;
  const there = sizes.filter((size) => size > 0).length;
  for (const row of training) weights[row] = training.length / (there * sizes[classAt(row)]!);
  return weights;
}
