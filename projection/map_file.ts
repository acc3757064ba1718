import { digestOfVectors, type VectorTable } from "../similarity/mod.ts";
import {
  type FileKind,
  readKeptBytes,
  readKeptHead,
  unlessUnusable,
  writeKeptFile,
} from "../work/mod.ts";
import type { ProjectedMap } from "./projected_map.ts";

const MAP_FILE: FileKind = { name: "map", magic: "FONOMAPS", version: 2 };

/** A map from a file. */
export interface KeptMap {
  readonly map: ProjectedMap;
  /** Whether it is of the very vectors that the table holds now. */
  readonly current: boolean;
}

/** Keeps a map of a table in a file. */
export function writeMap(path: string, map: ProjectedMap, table: VectorTable): void {
  const { coordinates, ...rest } = map;
  const description = { ...rest, vectors: digestOfVectors(table) };
  writeKeptFile(path, MAP_FILE, { description, numbers: [coordinates] });
}

/**
 * The map in a file; undefined where there is none, or it is damaged or of another version, and has to
 * be made again. A map that is not current still says where the tracks it knows lie.
 */
export function readMap(path: string, table: VectorTable): KeptMap | undefined {
  return unlessUnusable(() => {
    const { description, start } = readKeptHead(path, MAP_FILE);
    const { vectors, ...rest } = description as
      & Omit<ProjectedMap, "coordinates">
      & { readonly vectors: string };
    const coordinates = new Float32Array(readKeptBytes(path, MAP_FILE, { start }));
    return { map: { ...rest, coordinates }, current: vectors === digestOfVectors(table) };
  });
}
