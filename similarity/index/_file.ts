import type { TrackId } from "../../domain/mod.ts";
import {
  type FileKind,
  finishKeptFile,
  readKeptBytes,
  readKeptHead,
  startKeptFile,
} from "../kept_file.ts";
import { type Graph, writeGraph } from "./_hnswlib.ts";
import type { IndexSettings } from "./settings.ts";

const INDEX_FILE: FileKind = { name: "index", magic: "FONOHNSW", version: 1 };

/** Principal components that points are reduced to. */
export interface Basis {
  readonly mean: Float32Array;
  /** Shape `(reduced, dimensions)`. */
  readonly components: Float32Array;
}

/** What a file says beside the graph. */
export interface IndexDescription {
  readonly space: string;
  readonly dimensions: number;
  readonly settings: IndexSettings;
  /** Track of each label of the graph; empty for one that was removed. */
  readonly ids: readonly TrackId[];
  /** Tells a vector from another, by label. */
  readonly fingerprints: Uint32Array;
  readonly basis: Basis | undefined;
}

/** Writes a file beside the old one and then takes its place. */
export function writeIndexFile(path: string, description: IndexDescription, graph: Graph): void {
  const { fingerprints, basis, ...rest } = description;
  const { unfinished, end } = startKeptFile(path, INDEX_FILE, {
    description: { ...rest, reduced: basis !== undefined },
    numbers: [fingerprints, ...(basis ? [basis.mean, basis.components] : [])],
  });
  writeGraph(graph, unfinished, { start: end });
  finishKeptFile(path, unfinished);
}

/**
 * What a file says, and where its graph begins.
 * @throws {UnusableFile} Where it is not there, damaged, or of another version.
 */
export function readDescription(
  path: string,
): { readonly description: IndexDescription; readonly start: number } {
  const head = readKeptHead(path, INDEX_FILE);
  const { reduced, ...rest } = head.description as
    & Omit<IndexDescription, "fingerprints" | "basis">
    & { readonly reduced: boolean };
  const { dimensions, ids, settings } = rest;
  const count = 4 * (ids.length + (reduced ? dimensions * (1 + settings.reducedTo) : 0));
  const numbers = readKeptBytes(path, INDEX_FILE, { start: head.start, count });
  const fingerprints = new Uint32Array(numbers, 0, ids.length);
  const basis: Basis | undefined = reduced
    ? {
      mean: new Float32Array(numbers, 4 * ids.length, dimensions),
      components: new Float32Array(numbers, 4 * (ids.length + dimensions)),
    }
    : undefined;
  return { description: { ...rest, fingerprints, basis }, start: head.start + count };
}
