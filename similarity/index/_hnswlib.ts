/**
 * hnswlib compiled to WebAssembly (Malkov and Yashunin 2018). The package is made for pages: it looks
 * for `window` and keeps files in IndexedDB. Here it runs in a worker, and the calls by which it opens,
 * reads and writes a file are answered from a real file, without a copy in memory.
 *
 * @module
 */
import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";

/** A graph of points, each with a number as its label. */
export interface Graph {
  initIndex(capacity: number, m: number, efConstruction: number, seed: number): void;
  addPoint(point: Float32Array, label: number, replaceDeleted: boolean): void;
  markDelete(label: number): void;
  resizeIndex(capacity: number): void;
  setEfSearch(ef: number): void;
  getCurrentCount(): number;
  getMaxElements(): number;
  searchKnn(
    point: Float32Array,
    k: number,
    filter: undefined,
  ): { readonly distances: number[]; readonly neighbors: number[] };
  writeIndex(name: string): void;
  readIndex(name: string, capacity: number): void;
  delete(): void;
}

interface Library {
  readonly HierarchicalNSW: new (metric: "l2", dimensions: number, file: string) => Graph;
  readonly EmscriptenFileSystemManager: { initializeFileSystem(type: "IDBFS"): void };
}

type Call = (...args: number[]) => number;
type Move = (
  ...args: [descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number]
) => number;
type Imports = Record<string, Record<string, Call>>;

/** A number no file of the library's own file system has. */
const DESCRIPTOR = 9001;
const NAME = "graph";
const SEEK_SET = 0;
const SEEK_CURRENT = 1;

let library: Promise<Library> | undefined;
let memory: WebAssembly.Memory | undefined;
let file: { readonly descriptor: number; readonly start: number; position: number } | undefined;

/** An empty graph of points that are compared by squared Euclidean distance. */
export async function newGraph(dimensions: number): Promise<Graph> {
  library ??= loadLibrary();
  const { HierarchicalNSW } = await library;
  return new HierarchicalNSW("l2", dimensions, "");
}

/** Writes a graph into an existing file, from byte `start` on. */
export function writeGraph(
  graph: Graph,
  path: string,
  { start }: { readonly start: number },
): void {
  withFile(openSync(path, "r+"), start, () => graph.writeIndex(NAME));
}

/** Reads a graph that {@linkcode writeGraph} wrote. A damaged file may throw anything. */
export function readGraph(
  graph: Graph,
  path: string,
  { start, capacity }: { readonly start: number; readonly capacity: number },
): void {
  withFile(openSync(path, "r"), start, () => graph.readIndex(NAME, capacity));
}

function withFile(descriptor: number, start: number, run: () => void): void {
  file = { descriptor, start, position: 0 };
  try {
    run();
  } finally {
    file = undefined;
    closeSync(descriptor);
  }
}

async function loadLibrary(): Promise<Library> {
  Reflect.set(globalThis, "window", globalThis);
  const { default: load } = await import("hnswlib-wasm/dist/hnswlib-317962d7.js");
  const { instantiate } = WebAssembly;
  const redirected = async (bytes: BufferSource, imports: Imports) => {
    const env = { ...imports["env"], ...fileCalls(imports["env"]!) };
    const result = await instantiate(bytes, { env, wasi_snapshot_preview1: env });
    memory = result.instance.exports["memory"] as WebAssembly.Memory;
    return result;
  };
  Reflect.set(WebAssembly, "instantiate", redirected);
  try {
    const loaded: Library = await load();
    loaded.EmscriptenFileSystemManager.initializeFileSystem("IDBFS");
    return loaded;
  } finally {
    Reflect.set(WebAssembly, "instantiate", instantiate);
    Reflect.deleteProperty(globalThis, "window");
  }
}

/** The imports that concern files, answered from {@linkcode file}. */
function fileCalls(own: Record<string, Call>): Record<string, Call> {
  const otherwise = (name: string, call: Call): Call => (...args) =>
    args[0] === DESCRIPTOR ? call(...args) : own[name]!(...args);
  const transfer = (move: Move): Call => (_, vectors, count, out) => {
    const view = new DataView(memory!.buffer);
    let total = 0;
    for (let i = 0; i < count!; i++) {
      const start = view.getUint32(vectors! + 8 * i, true);
      const part = new Uint8Array(
        memory!.buffer,
        start,
        view.getUint32(vectors! + 8 * i + 4, true),
      );
      if (part.length === 0) continue;
      const position = file!.start + file!.position;
      const moved = move(file!.descriptor, part, 0, part.length, position);
      file!.position += moved;
      total += moved;
      if (moved < part.length) break;
    }
    view.setUint32(out!, total, true);
    return 0;
  };
  return {
    // The file system of the library is neither mounted nor synchronised.
    emscripten_asm_const_int: () => 0,
    syncIdb_js: () => 0,
    __syscall_openat: (...args) =>
      file === undefined ? own["__syscall_openat"]!(...args) : DESCRIPTOR,
    fd_read: otherwise("fd_read", transfer(readSync)),
    fd_write: otherwise("fd_write", transfer(writeSync)),
    fd_seek: otherwise("fd_seek", (_, low, high, whence, out) => {
      const offset = (low! >>> 0) + high! * 2 ** 32;
      if (whence === SEEK_SET) file!.position = offset;
      else if (whence === SEEK_CURRENT) file!.position += offset;
      else file!.position = fstatSync(file!.descriptor).size - file!.start + offset;
      const view = new DataView(memory!.buffer);
      view.setBigInt64(out!, BigInt(file!.position), true);
      return 0;
    }),
    fd_close: otherwise("fd_close", () => 0),
  };
}
