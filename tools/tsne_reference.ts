/**
 * Lays out a float32 matrix of vectors by t-SNE and writes the map, for `tools/tsne_reference.py` to
 * lay it out with scikit-learn and measure both.
 * `deno run -A --no-check tools/tsne_reference.ts effnet.npy tsne.json`
 */
import { VectorTable } from "../similarity/mod.ts";
import { projectInWorker } from "../projection/mod.ts";

const [from, to] = Deno.args;
if (!from || !to) throw new Error("Cannot lay out a map: name a .npy file and a .json file");
const bytes = Deno.readFileSync(from);
const headerLength = new DataView(bytes.buffer).getUint16(8, true);
const header = new TextDecoder().decode(bytes.subarray(10, 10 + headerLength));
const [, rows, columns] = /'shape': \((\d+), (\d+)\)/.exec(header)!.map(Number);
const data = new Float32Array(bytes.buffer.slice(10 + headerLength));
const ids = Array.from({ length: rows! }, (_, row) => String(row));
const table = VectorTable.of(
  ids,
  ids.map((_, row) => data.subarray(row * columns!, (row + 1) * columns!)),
);
const { coordinates, quality, seconds } = await projectInWorker(table, { projection: "tsne" });
Deno.writeTextFileSync(to, JSON.stringify({ coordinates: [...coordinates], quality, seconds }));
