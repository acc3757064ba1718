import type { ActivationSet } from "./activations.ts";
import type { Hertz, Seconds } from "./units.ts";

/** Version of the strips: a new one draws them anew. */
export const STRIPS_VERSION = 2;

/**
 * What can be drawn along a track: from its sound, and from what is kept along it: the curve of a
 * descriptor, and the strongest classes.
 */
export type StripId =
  | "peaks"
  | "mel"
  | "chroma"
  | "onset"
  | "momentary"
  | "short_term"
  | "beats"
  | "grid"
  | ActivationSet
  | `curve.${string}`;

/** What a strip says of itself. */
export interface StripHead {
  readonly id: StripId;
  /** Values of one moment: bands, pitch classes, lowest and highest sample. */
  readonly rows: number;
  /** Moments. */
  readonly columns: number;
  /** The middle of the first moment. */
  readonly start: Seconds;
  /** From one moment to the next; 0 where the values are times themselves. */
  readonly step: Seconds;
  /** What the bytes 0 and 255 stand for; left out where the values are 32-bit floats. */
  readonly scale?: readonly [number, number];
  /** Name of each row, where rows are classes. */
  readonly names?: readonly string[];
  /** Middle of each row, where rows are bands. */
  readonly hertz?: readonly Hertz[];
}

/** Values along a track: row `r` of moment `c` lies at `data[c * rows + r]`. */
export interface Strip extends StripHead {
  readonly data: Uint8Array | Float32Array;
}

const MAGIC = "FNSTRIPS";
const HEAD_BYTES = 16;

function padded(length: number): number {
  return (length + 3) & ~3;
}

/** Writes strips as one block: a mark, the version, the heads as JSON, and the values one after the other. */
export function writeStrips(strips: readonly Strip[]): Uint8Array<ArrayBuffer> {
  const heads = new TextEncoder().encode(
    JSON.stringify(strips.map(({ data: _, ...head }) => head)),
  );
  const start = HEAD_BYTES + padded(heads.length);
  const total = strips.reduce((sum, { data }) => sum + padded(data.byteLength), start);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, STRIPS_VERSION, true);
  view.setUint32(12, heads.length, true);
  bytes.set(heads, HEAD_BYTES);
  let at = start;
  for (const { data } of strips) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += padded(data.byteLength);
  }
  return bytes;
}

/**
 * Reads what {@linkcode writeStrips} wrote; the values are views of `bytes`. `undefined` where they are
 * of another version, cut short, or no strips at all.
 *
 * @param bytes Beginning at a multiple of four bytes in their buffer.
 */
export function readStrips(bytes: Uint8Array): readonly Strip[] | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = new TextDecoder().decode(bytes.subarray(0, 8));
  const length = view.getUint32(12, true);
  if (magic !== MAGIC || view.getUint32(8, true) !== STRIPS_VERSION) return undefined;
  let at = HEAD_BYTES + padded(length);
  if (at > bytes.length) return undefined;
  const heads = JSON.parse(
    new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length)),
  ) as readonly StripHead[];
  const strips: Strip[] = [];
  for (const head of heads) {
    const count = head.rows * head.columns;
    const size = head.scale ? count : 4 * count;
    if (at + size > bytes.length) return undefined;
    const from = bytes.byteOffset + at;
    const data = head.scale
      ? new Uint8Array(bytes.buffer, from, count)
      : new Float32Array(bytes.buffer, from, count);
    strips.push({ ...head, data });
    at += padded(size);
  }
  return strips;
}

/** The value that a byte of a strip stands for. */
export function valueIn({ data, scale }: Pick<Strip, "data" | "scale">, index: number): number {
  const value = data[index] ?? NaN;
  return scale ? scale[0] + value / 255 * (scale[1] - scale[0]) : value;
}

/** The middle of a moment of a strip. */
export function timeInStrip(
  { start, step }: Pick<StripHead, "start" | "step">,
  column: number,
): Seconds {
  return start + column * step;
}
