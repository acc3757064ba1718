import type { LayerWeights } from "./network.ts";

/** The moments of every weight, to go on from. */
export interface AdamState {
  readonly step: number;
  readonly first: readonly LayerWeights[];
  readonly second: readonly LayerWeights[];
}

const FIRST = 0.9;
const SECOND = 0.999;
const EPSILON = 1e-8;

/** Adam (Kingma & Ba 2015), with the usual constants. */
export class Adam {
  readonly #rate: number;
  readonly #first: LayerWeights[];
  readonly #second: LayerWeights[];
  #step = 0;

  constructor(
    layers: readonly LayerWeights[],
    { rate, from }: { readonly rate: number; readonly from?: AdamState | undefined },
  ) {
    this.#rate = rate;
    const zeros = () =>
      layers.map(({ weights, bias }) => ({
        weights: new Float32Array(weights.length),
        bias: new Float32Array(bias.length),
      }));
    this.#first = from ? copied(from.first) : zeros();
    this.#second = from ? copied(from.second) : zeros();
    this.#step = from?.step ?? 0;
  }

  get state(): AdamState {
    return { step: this.#step, first: copied(this.#first), second: copied(this.#second) };
  }

  /** Moves the weights one step against the gradient. */
  step(layers: readonly LayerWeights[], gradients: readonly LayerWeights[]): void {
    this.#step++;
    const rate = this.#rate * Math.sqrt(1 - SECOND ** this.#step) / (1 - FIRST ** this.#step);
    for (const [l, { weights, bias }] of layers.entries()) {
      const [g, m, v] = [gradients[l]!, this.#first[l]!, this.#second[l]!];
      move(weights, { gradient: g.weights, first: m.weights, second: v.weights, rate });
      move(bias, { gradient: g.bias, first: m.bias, second: v.bias, rate });
    }
  }
}

function move(
  weights: Float32Array,
  { gradient, first, second, rate }: {
    readonly gradient: Float32Array;
    readonly first: Float32Array;
    readonly second: Float32Array;
    readonly rate: number;
  },
): void {
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i]!;
    const m = first[i] = FIRST * first[i]! + (1 - FIRST) * g;
    const v = second[i] = SECOND * second[i]! + (1 - SECOND) * g * g;
    weights[i]! -= rate * m / (Math.sqrt(v) + EPSILON);
  }
}

/** Weights that no longer change with those they are copied from. */
export function copied(layers: readonly LayerWeights[]): LayerWeights[] {
  return layers.map(({ weights, bias }) => ({ weights: weights.slice(), bias: bias.slice() }));
}
