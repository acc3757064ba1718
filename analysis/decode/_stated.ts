import { firstMpegFrame, mpegHeaderAt } from "../files/mod.ts";
import type { CodecInput } from "./_codec.ts";

const HEAD_BYTES = 1 << 17;

/**
 * Channels and, where a Xing or Info tag counts the frames, the duration of an MPEG stream. A LAME tag
 * also says how many samples at both ends are the encoder's own.
 */
export async function inspectMpeg(input: CodecInput): Promise<void> {
  const { source, start, findings } = input;
  const head = await source.read(start, HEAD_BYTES);
  const at = firstMpegFrame(head, head.length);
  const header = at < 0 ? undefined : mpegHeaderAt(head, at);
  if (!header) return;
  findings.channels = header.channels;
  findings.codec = `mp${header.layer}`;
  const tag = at + 4 + header.sideInfo;
  const name = asciiAt(head, tag, 4);
  if ((name !== "Xing" && name !== "Info") || tag + 12 > head.length) return;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const flags = view.getUint32(tag + 4);
  if (!(flags & 1)) return;
  const frames = view.getUint32(tag + 8);
  const lame = tag + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) +
    (flags & 8 ? 4 : 0);
  const ends = lame + 24 <= head.length && asciiAt(head, lame, 1) !== "\0"
    ? (head[lame + 21]! << 16) | (head[lame + 22]! << 8) | head[lame + 23]!
    : 0;
  const trimmed = (ends >> 12) + (ends & 0xfff);
  findings.stated = (frames * header.samples - trimmed) / header.sampleRate;
}

/** Duration from a FLAC file's STREAMINFO; 0 samples there mean that it is not known. */
export async function inspectFlac(input: CodecInput): Promise<void> {
  const bytes = await input.source.read(input.start, 42);
  if (bytes.length < 42 || asciiAt(bytes, 0, 4) !== "fLaC") return;
  const info = bytes.subarray(8);
  const sampleRate = (info[10]! << 12) | (info[11]! << 4) | (info[12]! >> 4);
  const samples = (info[13]! & 15) * 2 ** 32 +
    (info[14]! * 2 ** 24 + ((info[15]! << 16) | (info[16]! << 8) | info[17]!));
  if (sampleRate > 0 && samples > 0) input.findings.stated = samples / sampleRate;
}

function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
