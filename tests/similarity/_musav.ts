import { readFile } from "node:fs/promises";
import { VectorTable } from "../../similarity/mod.ts";

const FOLDER = new URL("../../../shared/musav/", import.meta.url);

/** A space of the MusAV collection: 2,100 tracks, described in its README. */
export async function musavTable(space: "effnet" | "musicnn"): Promise<VectorTable> {
  const bytes = await readFile(new URL(`${space}.npy`, FOLDER));
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, start);
  const [, n, d] = header.match(/'shape': \((\d+), (\d+)\)/)!.map(Number);
  const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start));
  const ids = (await musavColumn("id")).slice(0, n);
  return VectorTable.of(ids, ids.map((_, row) => data.subarray(row * d!, (row + 1) * d!)));
}

/** A column of the MusAV collection's table. */
export async function musavColumn(name: string): Promise<string[]> {
  const lines = (await readFile(new URL("tracks.tsv", FOLDER), "utf8")).trimEnd().split("\n");
  const at = lines[0]!.split("\t").indexOf(name);
  return lines.slice(1).map((line) => line.split("\t")[at]!);
}
