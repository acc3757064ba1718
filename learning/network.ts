import { normal, seeded } from "../domain/mod.ts";
import { type Kernel, kernelOver } from "../kernel/mod.ts";

/** Weights of one layer: `out[o] = bias[o] + Σ weights[o, i] · in[i]`. */
export interface LayerWeights {
  /** Shape `(outputs, inputs)`. */
  readonly weights: Float32Array;
  /** Shape `(outputs,)`. */
  readonly bias: Float32Array;
}

/** What a network is: sizes of its input, hidden layers and output, and how the last is read. */
export interface NetworkShape {
  /** Inputs, hidden layers (rectified), outputs. */
  readonly sizes: readonly number[];
  /** One class a track, or each class by itself. */
  readonly output: "softmax" | "sigmoid";
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: View;
  readonly bias: Float32Array;
  readonly gradient: View;
  readonly biasGradient: Float32Array;
  /** Shape `(batch, outputs)`. */
  readonly activations: View;
  readonly deltas: View;
  /** Deltas by output, shape `(outputs, batch)`. */
  readonly turned: View;
}

interface View {
  /** Bytes from the start of the memory. */
  readonly address: number;
  readonly cells: Float32Array;
}

const PAGE = 65_536;

/**
 * A multilayer perceptron, or softmax and logistic regression where it has no hidden layer, on the SIMD
 * loops of the neighbour search. Works on one batch at a time; the same weights and batches give the
 * same numbers to the bit.
 */
export class Network {
  readonly shape: NetworkShape;
  readonly batch: number;
  readonly #kernel: Kernel;
  readonly #layers: readonly Layer[];
  readonly #input: View;

  /** @param options `seed`: of the first weights (He et al. 2015), which are 0 without hidden layers. `batch`: most rows at a time. */
  constructor(
    shape: NetworkShape,
    { seed, batch }: { readonly seed: number; readonly batch: number },
  ) {
    this.shape = shape;
    this.batch = batch;
    const { sizes } = shape;
    const cells = sizes.slice(1).reduce(
      (sum, outputs, l) => sum + 2 * sizes[l]! * outputs + 3 * batch * outputs,
      batch * sizes[0]!,
    );
    const pages = Math.ceil((4 * cells + 64 * 6 * sizes.length) / PAGE) + 1;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.#kernel = kernelOver(memory);
    let next = 64;
    const view = (length: number): View => {
      const address = next;
      next = Math.ceil((address + 4 * length) / 64) * 64;
      return { address, cells: new Float32Array(memory.buffer, address, length) };
    };
    this.#input = view(batch * sizes[0]!);
    this.#layers = sizes.slice(1).map((outputs, l) => ({
      inputs: sizes[l]!,
      outputs,
      weights: view(sizes[l]! * outputs),
      bias: new Float32Array(outputs),
      gradient: view(sizes[l]! * outputs),
      biasGradient: new Float32Array(outputs),
      activations: view(batch * outputs),
      deltas: view(batch * outputs),
      turned: view(outputs * batch),
    }));
    this.#initialise(seed);
  }

  /** The weights as they are; views that change with them. */
  get layers(): readonly LayerWeights[] {
    return this.#layers.map(({ weights, bias }) => ({ weights: weights.cells, bias }));
  }

  /** The gradient of the last {@linkcode backward}, layer by layer. */
  get gradients(): readonly LayerWeights[] {
    return this.#layers.map(({ gradient, biasGradient }) => ({
      weights: gradient.cells,
      bias: biasGradient,
    }));
  }

  /** Takes over weights of the same shape. */
  load(layers: readonly LayerWeights[]): void {
    for (const [l, { weights, bias }] of layers.entries()) {
      this.#layers[l]!.weights.cells.set(weights);
      this.#layers[l]!.bias.set(bias);
    }
  }

  /** Writes a row of features into the batch at hand. */
  put(at: number, features: Float32Array): void {
    this.#input.cells.set(features, at * this.shape.sizes[0]!);
  }

  /** Probabilities of the first `count` rows of the batch, shape `(count, outputs)`; a view. */
  forward(count: number): Float32Array {
    let input = this.#input;
    for (const [l, layer] of this.#layers.entries()) {
      this.#dots(layer, { input, count });
      if (l < this.#layers.length - 1) rectify(layer.activations.cells, count * layer.outputs);
      input = layer.activations;
    }
    const { outputs, activations } = this.#layers.at(-1)!;
    const found = activations.cells.subarray(0, count * outputs);
    if (this.shape.output === "softmax") softmax(found, outputs);
    else for (let i = 0; i < found.length; i++) found[i] = 1 / (1 + Math.exp(-found[i]!));
    return found;
  }

  /**
   * The gradient of the mean loss over the batch, after {@linkcode forward}: cross-entropy, binary for
   * several labels, plus `decay / 2` times the squared weights over the size of the batch.
   *
   * @param targets Shape `(count, outputs)`. @param weights Of each row, shape `(count,)`.
   * @returns The loss.
   */
  backward(
    targets: Uint8Array,
    { count, weights, decay }: {
      readonly count: number;
      readonly weights: Float32Array;
      readonly decay: number;
    },
  ): number {
    const last = this.#layers.at(-1)!;
    let loss = 0;
    for (let i = 0; i < count; i++) {
      const weight = weights[i]!;
      for (let o = 0; o < last.outputs; o++) {
        const at = i * last.outputs + o;
        const [p, t] = [last.activations.cells[at]!, targets[at]!];
        loss += weight * lossOf(p, t, this.shape.output);
        last.deltas.cells[at] = weight * (p - t) / count;
      }
    }
    let squares = 0;
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const layer = this.#layers[l]!;
      const below = this.#layers[l - 1];
      this.#gradientOf(layer, { input: below?.activations ?? this.#input, count });
      if (below) this.#deltasBelow(layer, below, count);
      if (decay > 0) squares += addDecay(layer, decay / count);
    }
    return (loss + decay / 2 * squares) / count;
  }

  /** Without hidden layers the loss has one valley, and zeros begin nearer to it than chance does. */
  #initialise(seed: number): void {
    if (this.#layers.length === 1) return;
    const random = normal(seeded(seed));
    for (const { inputs, weights } of this.#layers) {
      const spread = Math.sqrt(2 / inputs);
      for (let i = 0; i < weights.cells.length; i++) weights.cells[i] = spread * random();
    }
  }

  #dots(layer: Layer, { input, count }: { readonly input: View; readonly count: number }): void {
    const { inputs, outputs, weights, bias, activations } = layer;
    for (let i = 0; i < count; i++) {
      const from = input.address + 4 * i * inputs;
      const to = activations.address + 4 * i * outputs;
      this.#kernel.dots(from, weights.address, outputs, 4 * inputs, to);
      for (let o = 0; o < outputs; o++) activations.cells[i * outputs + o]! += bias[o]!;
    }
  }

  #gradientOf(
    layer: Layer,
    { input, count }: { readonly input: View; readonly count: number },
  ): void {
    const { inputs, outputs, gradient, biasGradient, deltas, turned } = layer;
    biasGradient.fill(0);
    gradient.cells.fill(0);
    for (let i = 0; i < count; i++) {
      for (let o = 0; o < outputs; o++) {
        const delta = deltas.cells[i * outputs + o]!;
        turned.cells[o * this.batch + i] = delta;
        biasGradient[o]! += delta;
      }
    }
    for (let o = 0; o < outputs; o++) {
      const to = gradient.address + 4 * o * inputs;
      const by = turned.address + 4 * o * this.batch;
      this.#kernel.accumulate(to, input.address, count, 4 * inputs, by);
    }
  }

  #deltasBelow(layer: Layer, below: Layer, count: number): void {
    const { inputs, outputs, weights, deltas } = layer;
    below.deltas.cells.fill(0, 0, count * inputs);
    for (let i = 0; i < count; i++) {
      const to = below.deltas.address + 4 * i * inputs;
      const by = deltas.address + 4 * i * outputs;
      this.#kernel.accumulate(to, weights.address, outputs, 4 * inputs, by);
    }
    const active = below.activations.cells;
    for (let i = 0; i < count * inputs; i++) if (active[i] === 0) below.deltas.cells[i] = 0;
  }
}

function rectify(cells: Float32Array, count: number): void {
  for (let i = 0; i < count; i++) if (cells[i]! < 0) cells[i] = 0;
}

function softmax(cells: Float32Array, outputs: number): void {
  for (let from = 0; from < cells.length; from += outputs) {
    let most = -Infinity;
    for (let o = 0; o < outputs; o++) most = Math.max(most, cells[from + o]!);
    let sum = 0;
    for (let o = 0; o < outputs; o++) sum += cells[from + o] = Math.exp(cells[from + o]! - most);
    for (let o = 0; o < outputs; o++) cells[from + o]! /= sum;
  }
}

/** Probabilities nearer to 0 are counted as this, so that a loss is finite. */
const LEAST = 1e-12;

/** The share of one output in a row's cross-entropy. */
export function lossOf(p: number, target: number, output: NetworkShape["output"]): number {
  if (target === 1) return -Math.log(Math.max(p, LEAST));
  return output === "softmax" ? 0 : -Math.log(Math.max(1 - p, LEAST));
}

function addDecay({ weights, gradient }: Layer, share: number): number {
  let squares = 0;
  for (let i = 0; i < weights.cells.length; i++) {
    const weight = weights.cells[i]!;
    gradient.cells[i]! += share * weight;
    squares += weight * weight;
  }
  return squares;
}
