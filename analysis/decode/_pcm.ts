import type { Hertz } from "../../domain/mod.ts";
import type { RawChunk } from "./_codec.ts";

/** How samples lie in a WAV or AIFF file. */
export interface PcmLayout {
  readonly encoding: PcmEncoding;
  /** Bytes a sample takes, 1 to 8. */
  readonly bytes: number;
  readonly isLittle: boolean;
  readonly channels: number;
  readonly sampleRate: Hertz;
}

/** Signed or unsigned integers, IEEE floats, or the two logarithmic laws of ITU-T G.711. */
export type PcmEncoding = "signed" | "unsigned" | "float" | "alaw" | "ulaw";

/**
 * Reads plain samples: integers scaled to [-1, 1), floats as they are. Blocks may end anywhere; an
 * unfinished frame at the very end is left out.
 */
export async function* decodePcm(
  blocks: AsyncIterable<Uint8Array>,
  layout: PcmLayout,
): AsyncGenerator<RawChunk> {
  const frameBytes = layout.channels * layout.bytes;
  const read = readerFor(layout);
  let rest: Uint8Array = new Uint8Array(0);
  for await (const block of blocks) {
    const bytes = rest.length > 0 ? joined(rest, block) : block;
    const frames = Math.floor(bytes.length / frameBytes);
    rest = bytes.slice(frames * frameBytes);
    if (frames === 0) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const channels = Array.from({ length: layout.channels }, (_, c) => {
      const out = new Float32Array(frames);
      for (let i = 0, at = c * layout.bytes; i < frames; i++, at += frameBytes) {
        out[i] = read(view, at);
      }
      return out;
    });
    yield { sampleRate: layout.sampleRate, channels };
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

type ReadSample = (view: DataView, at: number) => number;

/** Whether {@linkcode decodePcm} reads samples of this kind. */
export function isReadable(encoding: PcmEncoding, bytes: number): boolean {
  if (encoding === "float") return bytes === 4 || bytes === 8;
  if (encoding === "alaw" || encoding === "ulaw") return bytes === 1;
  return [1, 2, 3, 4, 8].includes(bytes);
}

function readerFor(layout: PcmLayout): ReadSample {
  const { encoding, bytes, isLittle } = layout;
  if (encoding === "alaw") return (view, at) => fromAlaw(view.getUint8(at));
  if (encoding === "ulaw") return (view, at) => fromUlaw(view.getUint8(at));
  if (encoding === "float") {
    return bytes === 4
      ? (view, at) => view.getFloat32(at, isLittle)
      : (view, at) => view.getFloat64(at, isLittle);
  }
  if (encoding === "unsigned" && bytes === 1) return (view, at) => (view.getUint8(at) - 128) / 128;
  switch (bytes) {
    case 1:
      return (view, at) => view.getInt8(at) / 2 ** 7;
    case 2:
      return (view, at) => view.getInt16(at, isLittle) / 2 ** 15;
    case 3:
      return isLittle
        ? (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65536) / 2 ** 23
        : (view, at) => (view.getInt8(at) * 65536 + view.getUint16(at + 1)) / 2 ** 23;
    case 4:
      return (view, at) => view.getInt32(at, isLittle) / 2 ** 31;
    default:
      return (view, at) => Number(view.getBigInt64(at, isLittle)) / 2 ** 63;
  }
}

function fromAlaw(byte: number): number {
  const code = byte ^ 0x55;
  const exponent = (code >> 4) & 7;
  const mantissa = ((code & 15) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (code & 0x80 ? size : -size) / 32768;
}

function fromUlaw(byte: number): number {
  const code = ~byte & 0xff;
  const size = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
  return (code & 0x80 ? -size : size) / 32768;
}
