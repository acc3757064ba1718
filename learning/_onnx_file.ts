import { PbfReader, PbfWriter } from "pbf";
import { LearningError } from "./failure.ts";

/** A value beside a node's inputs: a whole number, several, floats, or words. */
export type Attribute = number | readonly number[] | Float32Array | readonly string[];

/** One operation. */
export interface Node {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The set of operations it is of; the usual one where left out. */
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** A constant: floats, bytes, or whole numbers of 64 bits. */
export interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly cells: Float32Array | Uint8Array | BigInt64Array;
}

/** What is computed: from `features` `(batch, inputs)` to `probabilities` `(batch, outputs)`. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly tensors: readonly Tensor[];
  readonly inputs: number;
  readonly outputs: number;
}

/** The operations for what is no network (`TreeEnsembleClassifier`). */
export const ML_DOMAIN = "ai.onnx.ml";
const IR_VERSION = 8;
const OPSETS = [["", 13], [ML_DOMAIN, 1]] as const;
const [FLOAT, UINT8, INT64] = [1, 2, 7];

/** A graph as the bytes of an ONNX file, with words of its own beside it. */
export function onnxBytes(
  graph: Graph,
  { name, words }: { readonly name: string; readonly words: Readonly<Record<string, string>> },
): Uint8Array<ArrayBuffer> {
  const model = new PbfWriter();
  model.writeVarintField(1, IR_VERSION);
  model.writeStringField(2, "Fonoteca");
  message(model, 7, (inner) => writeGraph(inner, { graph, name }));
  const domains = new Set(graph.nodes.map(({ domain = "" }) => domain));
  for (const [domain, version] of OPSETS.filter(([domain]) => domains.has(domain))) {
    message(model, 8, (opset) => {
      opset.writeStringField(1, domain);
      opset.writeVarintField(2, version);
    });
  }
  for (const [key, value] of Object.entries(words)) {
    message(model, 14, (entry) => {
      entry.writeStringField(1, key);
      entry.writeStringField(2, value);
    });
  }
  return new Uint8Array(model.finish());
}

/** Writes a message within a message. */
function message(into: PbfWriter, tag: number, write: (inner: PbfWriter) => void): void {
  into.writeMessage(tag, (_: null, inner) => write(inner), null);
}

function writeGraph(
  into: PbfWriter,
  { graph, name }: { readonly graph: Graph; readonly name: string },
): void {
  for (const node of graph.nodes) message(into, 1, (inner) => writeNode(inner, node));
  into.writeStringField(2, name);
  for (const tensor of graph.tensors) message(into, 5, (inner) => writeTensor(inner, tensor));
  message(into, 11, (inner) => writeValue(inner, { name: "features", width: graph.inputs }));
  message(into, 12, (inner) => writeValue(inner, { name: "probabilities", width: graph.outputs }));
}

function writeNode(
  into: PbfWriter,
  { type, inputs, outputs, domain = "", attributes = {} }: Node,
): void {
  for (const input of inputs) into.writeStringField(1, input);
  for (const output of outputs) into.writeStringField(2, output);
  into.writeStringField(4, type);
  for (const [name, value] of Object.entries(attributes)) {
    message(into, 5, (inner) => writeAttribute(inner, { name, value }));
  }
  if (domain !== "") into.writeStringField(7, domain);
}

function writeAttribute(
  into: PbfWriter,
  { name, value }: { readonly name: string; readonly value: Attribute },
): void {
  into.writeStringField(1, name);
  if (typeof value === "number") {
    into.writeVarintField(3, value);
    into.writeVarintField(20, 2);
  } else if (value instanceof Float32Array) {
    into.writeBytesField(7, bytesOf(value));
    into.writeVarintField(20, 6);
  } else if (isWords(value)) {
    for (const word of value) into.writeStringField(9, word);
    into.writeVarintField(20, 8);
  } else {
    into.writePackedVarint(8, [...value]);
    into.writeVarintField(20, 7);
  }
}

function isWords(value: readonly number[] | readonly string[]): value is readonly string[] {
  return typeof value[0] === "string";
}

function writeTensor(into: PbfWriter, { name, dims, cells }: Tensor): void {
  for (const dim of dims) into.writeVarintField(1, dim);
  const type = cells instanceof Float32Array ? FLOAT : cells instanceof Uint8Array ? UINT8 : INT64;
  into.writeVarintField(2, type);
  into.writeStringField(8, name);
  into.writeBytesField(9, bytesOf(cells));
}

function writeValue(
  into: PbfWriter,
  { name, width }: { readonly name: string; readonly width: number },
): void {
  into.writeStringField(1, name);
  message(into, 2, (type) => {
    message(type, 1, (tensor) => {
      tensor.writeVarintField(1, FLOAT);
      message(tensor, 2, (shape) => {
        message(shape, 1, (dim) => dim.writeStringField(2, "batch"));
        message(shape, 1, (dim) => dim.writeVarintField(1, width));
      });
    });
  });
}

/** The cells as they lie in memory: little endian, as ONNX has it and every machine that Deno runs on. */
function bytesOf({ buffer, byteOffset, byteLength }: Tensor["cells"]): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** What is read of a node. */
export interface ReadNode {
  type: string;
  readonly attributes: Map<string, ReadAttribute>;
}

/** What is read of an attribute; packed floats are bytes yet. */
export interface ReadAttribute {
  name: string;
  whole: number;
  ints: number[];
  floats: Uint8Array;
  words: string[];
}

/** A constant that was read. */
export interface ReadTensor {
  name: string;
  readonly dims: number[];
  bytes: Uint8Array;
}

/** What is read of a file. */
export interface ReadModel {
  readonly words: Map<string, string>;
  readonly nodes: ReadNode[];
  readonly tensors: Map<string, ReadTensor>;
}

/** Reads what {@linkcode onnxBytes} wrote. Throws a LearningError for bytes that are no ONNX. */
export function readOnnx(bytes: Uint8Array): ReadModel {
  const found: ReadModel = { words: new Map(), nodes: [], tensors: new Map() };
  try {
    new PbfReader(bytes).readFields((tag, _, model) => {
      if (tag === 7) model.readMessage(readGraph, found);
      if (tag === 14) {
        const { key, value } = model.readMessage(readEntry, { key: "", value: "" });
        found.words.set(key, value);
      }
    }, found);
  } catch (cause) {
    throw new LearningError("Cannot read the model: the file is no ONNX, or is damaged", { cause });
  }
  return found;
}

function readGraph(tag: number, found: ReadModel, graph: PbfReader): void {
  if (tag === 1) {
    found.nodes.push(graph.readMessage(readNode, { type: "", attributes: new Map() }));
  }
  if (tag !== 5) return;
  const tensor = graph.readMessage(readTensor, { name: "", dims: [], bytes: new Uint8Array() });
  found.tensors.set(tensor.name, tensor);
}

function readNode(tag: number, node: ReadNode, pbf: PbfReader): void {
  if (tag === 4) node.type = pbf.readString();
  if (tag !== 5) return;
  const attribute = pbf.readMessage(readAttribute, {
    name: "",
    whole: 0,
    ints: [],
    floats: new Uint8Array(),
    words: [],
  });
  node.attributes.set(attribute.name, attribute);
}

function readAttribute(tag: number, attribute: ReadAttribute, pbf: PbfReader): void {
  if (tag === 1) attribute.name = pbf.readString();
  else if (tag === 3) attribute.whole = pbf.readVarint();
  else if (tag === 7) attribute.floats = pbf.readBytes();
  else if (tag === 8) pbf.readPackedVarint(attribute.ints);
  else if (tag === 9) attribute.words.push(pbf.readString());
}

function readTensor(tag: number, tensor: ReadTensor, pbf: PbfReader): void {
  if (tag === 1) tensor.dims.push(pbf.readVarint());
  else if (tag === 8) tensor.name = pbf.readString();
  else if (tag === 9) tensor.bytes = pbf.readBytes();
}

function readEntry(tag: number, entry: { key: string; value: string }, pbf: PbfReader): void {
  if (tag === 1) entry.key = pbf.readString();
  if (tag === 2) entry.value = pbf.readString();
}

/** Floats of bytes, wherever these begin. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer, 0, bytes.length >> 2);
}

/** Says that a file of ours does not hold what its card promises. */
export function misfit(): LearningError {
  return new LearningError("Cannot read the model: its tensors do not fit its card; it is damaged");
}
