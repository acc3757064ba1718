import type { ModelCard } from "./card.ts";
import { floatsOf, type Graph, misfit, type ReadModel } from "./_onnx_file.ts";
import type { PlainNeighbours } from "./plain.ts";

/**
 * Scaling, the product with every track that was learned from, `TopK`, and the mean of the labels of
 * those. The length of what is asked changes no ranking by cosine, so it is left as it is.
 */
export function neighboursGraph({ k, scaling, vectors, targets }: PlainNeighbours): Graph {
  const inputs = scaling.mean.length;
  const tracks = vectors.length / inputs;
  const outputs = targets.length / tracks;
  return {
    inputs,
    outputs,
    nodes: [
      { type: "Sub", inputs: ["features", "mean"], outputs: ["centred"] },
      { type: "Div", inputs: ["centred", "deviation"], outputs: ["scaled"] },
      {
        type: "Gemm",
        inputs: ["scaled", "vectors"],
        outputs: ["likeness"],
        attributes: { transB: 1 },
      },
      { type: "TopK", inputs: ["likeness", "k"], outputs: ["most", "nearest"] },
      { type: "Gather", inputs: ["targets", "nearest"], outputs: ["labels"] },
      { type: "Cast", inputs: ["labels"], outputs: ["votes"], attributes: { to: 1 } },
      {
        type: "ReduceMean",
        inputs: ["votes"],
        outputs: ["probabilities"],
        attributes: { axes: [1], keepdims: 0 },
      },
    ],
    tensors: [
      { name: "mean", dims: [inputs], cells: scaling.mean },
      { name: "deviation", dims: [inputs], cells: scaling.deviation },
      { name: "vectors", dims: [tracks, inputs], cells: vectors },
      { name: "k", dims: [1], cells: BigInt64Array.of(BigInt(k)) },
      { name: "targets", dims: [tracks, outputs], cells: targets },
    ],
  };
}

/** The neighbours of a file. Throws a LearningError where they do not fit the card. */
export function neighboursFrom({ tensors }: ReadModel, card: ModelCard): PlainNeighbours {
  const bytesOf = (name: string, length?: number) => {
    const bytes = tensors.get(name)?.bytes;
    if (!bytes || (length !== undefined && bytes.length !== length)) throw misfit();
    return bytes;
  };
  const { dimensions, classes } = card;
  const targets = bytesOf("targets").slice();
  const tracks = targets.length / classes.length;
  const [asked = 0n] = new BigInt64Array(bytesOf("k", 8).slice().buffer);
  const k = Number(asked);
  if (!Number.isInteger(tracks) || k < 1 || k > tracks) throw misfit();
  return {
    form: "neighbours",
    k,
    scaling: {
      mean: floatsOf(bytesOf("mean", 4 * dimensions)),
      deviation: floatsOf(bytesOf("deviation", 4 * dimensions)),
    },
    vectors: floatsOf(bytesOf("vectors", 4 * dimensions * tracks)),
    targets,
  };
}
