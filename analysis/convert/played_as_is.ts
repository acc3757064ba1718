import { fileSource } from "../decode/byte_source.ts";

/** Media types of what browsers play as it is, by container and codec. */
const PLAYED_AS_IS: Readonly<Record<string, string>> = {
  "mp3/mp3": "audio/mpeg",
  "adts/aac": "audio/aac",
  "flac/flac": "audio/flac",
  "ogg/vorbis": "audio/ogg",
  "ogg/opus": "audio/ogg",
  "ogg/flac": "audio/ogg",
  "mp4/aac": "audio/mp4",
  "mp4/mp3": "audio/mp4",
};

/** What our own decoders read, so that no system program is needed to convert it. */
const OWN = new Set(["wav/pcm", "wav/pcm float", "aiff/pcm", "aiff/pcm float", "mp4/alac"]);

/** A file by what was found in it. */
export interface ContainedCodec {
  readonly path: string;
  readonly container: string;
  readonly codec: string;
}

/**
 * Media type of a file that browsers play as it is; nothing where it must be converted. Of WAV files they play
 * whole bytes and 32-bit floats, which the file itself is asked for.
 */
export async function playedAsIs(
  { path, container, codec }: ContainedCodec,
): Promise<string | undefined> {
  if (container === "wav") return await isPlainWav(path) ? "audio/wav" : undefined;
  return PLAYED_AS_IS[`${container}/${codec}`];
}

/** Whether a file can be converted without a system program. */
export function isReadHere({ container, codec }: Omit<ContainedCodec, "path">): boolean {
  return OWN.has(`${container}/${codec}`) || container === "mp3";
}

const PCM = 1, IEEE_FLOAT = 3, EXTENSIBLE = 0xfffe;
const HEAD_BYTES = 4096;

async function isPlainWav(path: string): Promise<boolean> {
  let head: Uint8Array;
  try {
    using source = await fileSource(path);
    head = await source.read(0, HEAD_BYTES);
  } catch {
    // Whoever serves the file finds out why it cannot be read, and says so.
    return true;
  }
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (ascii(head, 0) !== "RIFF" || ascii(head, 8) !== "WAVE") return false;
  for (let at = 12; at + 40 <= head.length;) {
    if (ascii(head, at) === "fmt ") return isPlainFormat(view, at + 8);
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size & 1);
  }
  return false;
}

function isPlainFormat(view: DataView, at: number): boolean {
  const stated = view.getUint16(at, true);
  const isExtensible = stated === EXTENSIBLE;
  const tag = isExtensible ? view.getUint16(at + 24, true) : stated;
  const channels = view.getUint16(at + 2, true);
  const bits = view.getUint16(at + 14, true);
  const used = isExtensible ? view.getUint16(at + 18, true) : bits;
  const isFilled = view.getUint16(at + 12, true) * 8 === bits * channels && used === bits;
  if (!isFilled || channels > 8) return false;
  return tag === PCM ? [8, 16, 24].includes(bits) : tag === IEEE_FLOAT && bits === 32;
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
