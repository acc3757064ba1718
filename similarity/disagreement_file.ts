import type { TrackId } from "../domain/mod.ts";
import type { Disagreement } from "./disagreement.ts";
import {
  type FileKind,
  readKeptBytes,
  readKeptHead,
  unlessUnusable,
  writeKeptFile,
} from "../work/mod.ts";

const DISAGREEMENT_FILE: FileKind = { name: "disagreement", magic: "FONODISA", version: 1 };

/** A disagreement, and the digest of the vectors that it is of. */
export interface KeptDisagreement {
  readonly found: Disagreement;
  readonly digest: string;
}

/** Keeps a disagreement in a file. */
export function writeDisagreement(path: string, { found, digest }: KeptDisagreement): void {
  const { ids, values } = found;
  writeKeptFile(path, DISAGREEMENT_FILE, { description: { digest, ids }, numbers: [values] });
}

/**
 * The disagreement in a file; undefined where there is none, or it is damaged or of another version.
 * One of older vectors still says what was found of the tracks it knows.
 */
export function readDisagreement(path: string): KeptDisagreement | undefined {
  return unlessUnusable(() => {
    const { description, start } = readKeptHead(path, DISAGREEMENT_FILE);
    const { digest, ids } = description as {
      readonly digest: string;
      readonly ids: readonly TrackId[];
    };
    const values = new Float32Array(readKeptBytes(path, DISAGREEMENT_FILE, { start }));
    return { found: { ids, values }, digest };
  });
}
