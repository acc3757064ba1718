import { firstMpegFrame, mpegHeaderAt } from "../files/mod.ts";
import type { CodecInput } from "./_codec.ts";

const HEAD_BYTES = 1 << 17;
const TAIL_BYTES = 1 << 16;

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

/**
 * Looks for the page that ends an Ogg stream; without it the file is cut short.
 *
 * @returns Where the last whole page ends: decoders would make sound of what half a page lacks.
 */
export async function inspectOgg(input: CodecInput): Promise<number> {
  const { source, findings } = input;
  const from = Math.max(input.start, source.size - TAIL_BYTES);
  const tail = await source.read(from, TAIL_BYTES);
  for (let at = tail.length - 4; at >= 0; at--) {
    if (asciiAt(tail, at, 4) !== "OggS") continue;
    const segments = tail[at + 26] ?? 0;
    const lengths = tail.subarray(at + 27, at + 27 + segments);
    const end = at + 27 + segments + lengths.reduce((sum, length) => sum + length, 0);
    if (tail.length >= at + 14) findings.expected = await endOfOgg(input, tail.subarray(at));
    const isWhole = at + 27 <= tail.length && lengths.length === segments && end <= tail.length;
    if (isWhole && (tail[at + 5]! & 4)) return source.size;
    findings.damage.push("cut short: its last page is missing");
    return isWhole ? source.size : from + at;
  }
  findings.damage.push("cut short: its last page is missing");
  return source.size;
}

/** Seconds up to the last page, as if the stream began at 0: recordings of a broadcast do not. */
async function endOfOgg(input: CodecInput, page: Uint8Array): Promise<number> {
  const granule = Number(new DataView(page.buffer, page.byteOffset).getBigInt64(6, true));
  const head = await input.source.read(input.start, 64);
  if (head.length < 64) return 0;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (asciiAt(head, 28, 8) === "OpusHead") {
    input.findings.lastSample = Math.max(0, granule - view.getUint16(38, true));
    return input.findings.lastSample / 48000;
  }
  if (asciiAt(head, 29, 6) !== "vorbis") return 0;
  const rate = view.getUint32(40, true);
  return rate > 0 ? Math.max(0, granule) / rate : 0;
}

function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
