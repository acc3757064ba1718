import { type SegmentKind, type Segments, segmentWidth } from "../../domain/mod.ts";
import {
  type FileKind,
  readKeptBytes,
  readKeptHead,
  unlessUnusable,
  writeKeptFile,
} from "../../work/mod.ts";

const SEGMENT_FILE: FileKind = { name: "segments", magic: "FONOSEGM", version: 1 };

interface Description {
  readonly kind: SegmentKind;
  readonly starts: readonly number[];
  readonly length: number;
}

/** Keeps segments in a file, their numbers in half precision (IEEE 754 binary16: three digits). */
export function writeSegments(path: string, { kind, starts, length, vectors }: Segments): void {
  const description: Description = { kind, starts: [...starts], length };
  writeKeptFile(path, SEGMENT_FILE, { description, numbers: [new Float16Array(vectors)] });
}

/** The segments in a file; undefined where there is none, or it is damaged or of another version. */
export function readSegments(path: string): Segments | undefined {
  return unlessUnusable(() => {
    const { description, start } = readKeptHead(path, SEGMENT_FILE);
    const { kind, starts, length } = description as Description;
    const vectors = Float32Array.from(
      new Float16Array(readKeptBytes(path, SEGMENT_FILE, { start })),
    );
    if (vectors.length !== starts.length * segmentWidth(kind)) return undefined;
    return { kind, starts: Float32Array.from(starts), length, vectors };
  });
}
