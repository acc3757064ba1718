import type { TrackId } from "../../domain/mod.ts";
import {
  type FileKind,
  finishKeptFile,
  readKeptBytes,
  readKeptHead,
  startKeptFile,
} from "../../work/mod.ts";
import { Reduction } from "../reduced/reduction.ts";
import { type Graph, writeGraph } from "./_hnswlib.ts";
import type { IndexSettings } from "./settings.ts";

const INDEX_FILE: FileKind = { name: "index", magic: "FONOHNSW", version: 2 };

/** What a file says beside the graph. */
export interface IndexDescription {
  readonly space: string;
  readonly dimensions: number;
  readonly settings: IndexSettings;
  /** Track of each label of the graph; empty for one that was removed. */
  readonly ids: readonly TrackId[];
  /** Tells a vector from another, by label. */
  readonly fingerprints: Uint32Array;
  /** What points were reduced by; undefined where they are whole. */
  readonly reduction: Reduction | undefined;
}

/** Writes a file beside the old one and then takes its place. */
export function writeIndexFile(path: string, description: IndexDescription, graph: Graph): void {
  const { fingerprints, reduction, ...rest } = description;
  const { unfinished, end } = startKeptFile(path, INDEX_FILE, {
    description: { ...rest, directions: reduction?.directions.length ?? 0 },
    numbers: [fingerprints, ...(reduction?.directions ?? [])],
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
  const { directions, ...rest } = head.description as
    & Omit<IndexDescription, "fingerprints" | "reduction">
    & { readonly directions: number };
  const { dimensions, ids } = rest;
  const count = 4 * (ids.length + dimensions * directions);
  const numbers = readKeptBytes(path, INDEX_FILE, { start: head.start, count });
  const fingerprints = new Uint32Array(numbers, 0, ids.length);
  const reduction = directions === 0 ? undefined : new Reduction(Array.from(
    { length: directions },
    (_, i) => new Float32Array(numbers, 4 * (ids.length + dimensions * i), dimensions),
  ));
  return { description: { ...rest, fingerprints, reduction }, start: head.start + count };
}
