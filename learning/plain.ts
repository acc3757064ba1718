import { forestProbabilities, type Tree } from "./forest.ts";
import { NearestTracks } from "./neighbours.ts";
import type { LayerWeights, NetworkShape } from "./network.ts";
import type { Scaling } from "./problem.ts";
import { readyNetwork } from "./train.ts";

/** A network that takes features as they are: scaling is part of its first layer. */
export interface PlainNetwork {
  readonly form: "network";
  readonly shape: NetworkShape;
  readonly layers: readonly LayerWeights[];
}

/** The tracks that were learned from, of whose `k` nearest the labels' shares are told. */
export interface PlainNeighbours {
  readonly form: "neighbours";
  readonly k: number;
  readonly scaling: Scaling;
  /** Scaled, and at unit length. Shape `(tracks, dimensions)`. */
  readonly vectors: Float32Array;
  /** 1 where a track bears a class. Shape `(tracks, classes)`. */
  readonly targets: Uint8Array;
}

/** Trees that ask features as they are. */
export interface PlainForest {
  readonly form: "forest";
  readonly dimensions: number;
  readonly classes: number;
  readonly trees: readonly Tree[];
}

/** What was learned, with all that it takes to apply it to features as they are. */
export type PlainModel = PlainNetwork | PlainNeighbours | PlainForest;

/** Rows of features, shape `(n, dimensions)`, and which of them are asked for. */
export interface GivenRows {
  readonly features: Float32Array;
  readonly rows: ArrayLike<number>;
}

/** A model made ready: gives the probabilities of rows, shape `(rows, classes)`, as often as it is asked. */
export function applied(model: PlainModel): (given: GivenRows) => Float32Array {
  switch (model.form) {
    case "network":
      return readyNetwork(model);
    case "neighbours": {
      const near = NearestTracks.of(model);
      return (given) => near.probabilities(given, model.k);
    }
    case "forest":
      return (given) => forestProbabilities(model, given);
  }
}

/** A network with the scaling of its features worked into the first layer. */
export function plainNetwork(
  { shape, layers }: Pick<PlainNetwork, "shape" | "layers">,
  scaling: Scaling,
): PlainNetwork {
  const [first, ...rest] = layers;
  const inputs = shape.sizes[0]!;
  const weights = first!.weights.slice();
  const bias = Float32Array.from(first!.bias, (value, o) => {
    let shift = 0;
    for (let i = 0; i < inputs; i++) {
      const weight = first!.weights[o * inputs + i]! / scaling.deviation[i]!;
      weights[o * inputs + i] = weight;
      shift += weight * scaling.mean[i]!;
    }
    return value - shift;
  });
  return { form: "network", shape, layers: [{ weights, bias }, ...rest] };
}
