import { PbfReader, PbfWriter } from "pbf";
import type { ModelCard } from "./card.ts";
import { LearningError } from "./failure.ts";
import type { LayerWeights, NetworkShape } from "./network.ts";
import type { Scaling } from "./problem.ts";

/** A network that takes features as they are: scaling is part of its first layer. */
export interface PlainNetwork {
  readonly shape: NetworkShape;
  readonly layers: readonly LayerWeights[];
}

/** A model as a file holds it. */
export interface ModelFile extends PlainNetwork {
  readonly card: ModelCard;
}

const FLOAT = 1;
const IR_VERSION = 8;
const OPSET = 13;
const CARD = "fonoteca.card";

/** The network with the scaling of its features worked into the first layer. */
export function plainNetwork({ shape, layers }: PlainNetwork, scaling: Scaling): PlainNetwork {
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
  return { shape, layers: [{ weights, bias }, ...rest] };
}

/**
 * A network as ONNX (opset 13): `Gemm` and `Relu` by turns, then `Softmax` or `Sigmoid`, from `features`
 * `(batch, dimensions)` to `probabilities` `(batch, classes)`; the card is JSON in its metadata.
 */
export function onnxOf({ shape, layers, card }: ModelFile): Uint8Array {
  const model = new PbfWriter();
  model.writeVarintField(1, IR_VERSION);
  model.writeStringField(2, "Fonoteca");
  message(model, 7, (graph) => writeGraph(graph, { shape, layers, card }));
  message(model, 8, (opset) => {
    opset.writeStringField(1, "");
    opset.writeVarintField(2, OPSET);
  });
  message(model, 14, (entry) => {
    entry.writeStringField(1, CARD);
    entry.writeStringField(2, JSON.stringify(card));
  });
  return model.finish();
}

/** Writes a message within a message. */
function message(into: PbfWriter, tag: number, write: (inner: PbfWriter) => void): void {
  into.writeMessage(tag, (_: null, inner) => write(inner), null);
}

function writeGraph(graph: PbfWriter, { shape, layers, card }: ModelFile): void {
  let from = "features";
  for (const l of layers.keys()) {
    const isLast = l === layers.length - 1;
    const to = `layer${l}`;
    writeNode(graph, {
      type: "Gemm",
      inputs: [from, `weights${l}`, `bias${l}`],
      output: to,
      transB: true,
    });
    from = isLast ? "probabilities" : `active${l}`;
    const type = !isLast ? "Relu" : shape.output === "softmax" ? "Softmax" : "Sigmoid";
    writeNode(graph, { type, inputs: [to], output: from });
  }
  graph.writeStringField(2, card.id);
  for (const [l, { weights, bias }] of layers.entries()) {
    const [inputs, outputs] = [shape.sizes[l]!, shape.sizes[l + 1]!];
    writeTensor(graph, { name: `weights${l}`, dims: [outputs, inputs], cells: weights });
    writeTensor(graph, { name: `bias${l}`, dims: [outputs], cells: bias });
  }
  writeValue(graph, { field: 11, name: "features", width: shape.sizes[0]! });
  writeValue(graph, { field: 12, name: "probabilities", width: shape.sizes.at(-1)! });
}

function writeNode(
  graph: PbfWriter,
  { type, inputs, output, transB = false }: {
    readonly type: string;
    readonly inputs: readonly string[];
    readonly output: string;
    readonly transB?: boolean;
  },
): void {
  message(graph, 1, (node) => {
    for (const input of inputs) node.writeStringField(1, input);
    node.writeStringField(2, output);
    node.writeStringField(4, type);
    if (!transB) return;
    message(node, 5, (attribute) => {
      attribute.writeStringField(1, "transB");
      attribute.writeVarintField(3, 1);
      attribute.writeVarintField(20, 2);
    });
  });
}

function writeTensor(
  graph: PbfWriter,
  { name, dims, cells }: {
    readonly name: string;
    readonly dims: readonly number[];
    readonly cells: Float32Array;
  },
): void {
  message(graph, 5, (tensor) => {
    for (const dim of dims) tensor.writeVarintField(1, dim);
    tensor.writeVarintField(2, FLOAT);
    tensor.writeStringField(8, name);
    tensor.writeBytesField(9, littleEndian(cells));
  });
}

function writeValue(
  graph: PbfWriter,
  { field, name, width }: { readonly field: number; readonly name: string; readonly width: number },
): void {
  message(graph, field, (value) => {
    value.writeStringField(1, name);
    message(value, 2, (type) => {
      message(type, 1, (tensor) => {
        tensor.writeVarintField(1, FLOAT);
        message(tensor, 2, (shape) => {
          message(shape, 1, (dim) => dim.writeStringField(2, "batch"));
          message(shape, 1, (dim) => dim.writeVarintField(1, width));
        });
      });
    });
  });
}

function littleEndian(cells: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * cells.length);
  const view = new DataView(bytes.buffer);
  for (const [i, cell] of cells.entries()) view.setFloat32(4 * i, cell, true);
  return bytes;
}

interface Tensor {
  name: string;
  dims: number[];
  bytes: Uint8Array;
}

interface Found {
  card: string | undefined;
  nodes: string[];
  tensors: Map<string, Tensor>;
}

/**
 * Reads a model that {@linkcode onnxOf} wrote. Throws a LearningError for another file, or one whose
 * tensors do not fit its card.
 */
export function modelFrom(bytes: Uint8Array): ModelFile {
  const found = readModel(bytes);
  if (found.card === undefined) {
    throw new LearningError(
      "Cannot read the model: it carries no card, so it was not trained here; deno task train writes such models",
    );
  }
  const card = JSON.parse(found.card) as ModelCard;
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
  const output = found.nodes.at(-1) === "Sigmoid" ? "sigmoid" : "softmax";
  return { shape: { sizes, output }, layers, card };
}

function misfit(): LearningError {
  return new LearningError("Cannot read the model: its tensors do not fit its card; it is damaged");
}

function readModel(bytes: Uint8Array): Found {
  const found: Found = { card: undefined, nodes: [], tensors: new Map() };
  try {
    new PbfReader(bytes).readFields((tag, _, model) => {
      if (tag === 7) model.readMessage(readGraph, found);
      if (tag === 14) {
        const entry = model.readMessage(readEntry, { key: "", value: "" });
        if (entry.key === CARD) found.card = entry.value;
      }
    }, found);
  } catch (cause) {
    throw new LearningError("Cannot read the model: the file is no ONNX, or is damaged", { cause });
  }
  return found;
}

function readGraph(tag: number, found: Found, graph: PbfReader): void {
  if (tag === 1) {
    const node = graph.readMessage((tag, into, pbf) => {
      if (tag === 4) into.type = pbf.readString();
    }, { type: "" });
    found.nodes.push(node.type);
  }
  if (tag !== 5) return;
  const tensor: Tensor = { name: "", dims: [], bytes: new Uint8Array() };
  graph.readMessage((tag, into, pbf) => {
    if (tag === 1) into.dims.push(pbf.readVarint());
    else if (tag === 8) into.name = pbf.readString();
    else if (tag === 9) into.bytes = pbf.readBytes();
  }, tensor);
  found.tensors.set(tensor.name, tensor);
}

function readEntry(tag: number, entry: { key: string; value: string }, pbf: PbfReader): void {
  if (tag === 1) entry.key = pbf.readString();
  if (tag === 2) entry.value = pbf.readString();
}

function floatsOf(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getFloat32(4 * i, true));
}
