import {
  type FileKind,
  readKeptBytes,
  readKeptHead,
  unlessUnusable,
  writeKeptFile,
} from "../../work/mod.ts";
import { Reduction } from "./reduction.ts";

const REDUCTION_FILE: FileKind = { name: "reduction", magic: "FONOREDU", version: 1 };

/** A reduction from a file. */
export interface KeptReduction {
  readonly reduction: Reduction;
  /** Tracks that the space had when it was fitted. */
  readonly tracks: number;
}

/** Keeps a reduction in a file, so that an index of reduced vectors still holds after a restart. */
export function writeReduction(path: string, { reduction, tracks }: KeptReduction): void {
  const { dimensions, kept, directions } = reduction;
  writeKeptFile(path, REDUCTION_FILE, {
    description: { dimensions, kept, tracks },
    numbers: directions,
  });
}

/** The reduction in a file; undefined where there is none that can be used. */
export function readReduction(path: string): KeptReduction | undefined {
  return unlessUnusable(() => {
    const { description, start } = readKeptHead(path, REDUCTION_FILE);
    const { dimensions, kept, tracks } = description as {
      readonly dimensions: number;
      readonly kept: number;
      readonly tracks: number;
    };
    const count = 4 * dimensions * (kept - 1);
    const numbers = readKeptBytes(path, REDUCTION_FILE, { start, count });
    const directions = Array.from(
      { length: kept - 1 },
      (_, i) => new Float32Array(numbers, 4 * dimensions * i, dimensions),
    );
    return { reduction: new Reduction(directions), tracks };
  });
}
