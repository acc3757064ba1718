import type { ModelCard } from "./card.ts";
import type { LayerWeights } from "./network.ts";
import {
  floatsOf,
  type Graph,
  misfit,
  type Node,
  type ReadModel,
  type Tensor,
} from "./_onnx_file.ts";
import type { PlainNetwork } from "./plain.ts";

/** `Gemm` and `Relu` by turns, then `Softmax` or `Sigmoid`. */
export function networkGraph({ shape, layers }: PlainNetwork): Graph {
  const nodes: Node[] = [];
  const tensors: Tensor[] = [];
  let from = "features";
  for (const [l, { weights, bias }] of layers.entries()) {
    const isLast = l === layers.length - 1;
    const to = `layer${l}`;
    nodes.push({
      type: "Gemm",
      inputs: [from, `weights${l}`, `bias${l}`],
      outputs: [to],
      attributes: { transB: 1 },
    });
    from = isLast ? "probabilities" : `active${l}`;
    const type = !isLast ? "Relu" : shape.output === "softmax" ? "Softmax" : "Sigmoid";
    nodes.push({ type, inputs: [to], outputs: [from] });
    const [inputs, outputs] = [shape.sizes[l]!, shape.sizes[l + 1]!];
    tensors.push({ name: `weights${l}`, dims: [outputs, inputs], cells: weights });
    tensors.push({ name: `bias${l}`, dims: [outputs], cells: bias });
  }
  return { nodes, tensors, inputs: shape.sizes[0]!, outputs: shape.sizes.at(-1)! };
}

/** The network of a file. Throws a LearningError where it does not fit the card. */
export function networkFrom(found: ReadModel, card: ModelCard): PlainNetwork {
  const layers: LayerWeights[] = [];
  const sizes = [card.dimensions];
  for (let l = 0; found.tensors.has(`weights${l}`); l++) {
    const [weights, bias] = [found.tensors.get(`weights${l}`)!, found.tensors.get(`bias${l}`)];
    const [outputs = 0, inputs = 0] = weights.dims;
    if (inputs !== sizes.at(-1) || bias?.dims[0] !== outputs) throw misfit();
    sizes.push(outputs);
    layers.push({ weights: floatsOf(weights.bytes), bias: floatsOf(bias.bytes) });
    if (layers[l]!.weights.length !== inputs * outputs) throw misfit();
  }
  if (layers.length === 0 || sizes.at(-1) !== card.classes.length) throw misfit();
  const output = found.nodes.at(-1)?.type === "Sigmoid" ? "sigmoid" : "softmax";
  return { form: "network", shape: { sizes, output }, layers };
}
