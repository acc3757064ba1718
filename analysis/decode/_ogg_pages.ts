import type { Seconds } from "../../domain/mod.ts";
import type { ByteSource } from "./byte_source.ts";

/** The last page of an Ogg stream, RFC 3533. */
export interface LastPage {
  /** Offset in the file. */
  readonly start: number;
  readonly serial: number;
  /** Position at its end, in samples (Opus: at 48 kHz, the pre-skip included); -1 where none ends in it. */
  readonly granule: number;
  /** Whether all its bytes are there. */
  readonly isWhole: boolean;
  /** Whether it is whole and says that the stream ends with it. */
  readonly isEnd: boolean;
}

/** A part of a file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const FIXED_BYTES = 27;
const HEADER_BYTES = FIXED_BYTES + 255;
const SEARCH_BYTES = 1 << 16;
const MOST_STREAMS = 32;

/** Finds the last page of a range, or of one logical stream in it, whole or not. */
export async function lastPageOf(
  source: ByteSource,
  range: ByteRange & { readonly serial?: number },
): Promise<LastPage | undefined> {
  const from = Math.max(range.start, range.end - SEARCH_BYTES);
  const tail = await source.read(from, range.end - from);
  for (let at = tail.length - FIXED_BYTES; at >= 0; at--) {
    if (!isOggPage(tail, at)) continue;
    const view = new DataView(tail.buffer, tail.byteOffset + at, tail.length - at);
    if (range.serial !== undefined && view.getUint32(14, true) !== range.serial) continue;
    const length = oggPageLength(tail.subarray(at));
    const isWhole = length !== undefined && at + length <= tail.length;
    return {
      start: from + at,
      serial: view.getUint32(14, true),
      granule: Number(view.getBigInt64(6, true)),
      isWhole,
      isEnd: isWhole && (tail[at + 5]! & 4) !== 0,
    };
  }
  return undefined;
}

/** Samples of an Opus stream up to its last page, as if it began at 0; nothing for other codecs. */
export function opusLength(head: Uint8Array, last: LastPage): number | undefined {
  if (head.length < 40 || !hasText(head, 28, "OpusHead") || !last.isWhole) return undefined;
  const preSkip = head[38]! | (head[39]! << 8);
  return Math.max(0, last.granule - preSkip);
}

/** Seconds up to the last page, as if the stream began at 0, which a recorded broadcast does not; else 0. */
export function secondsUpTo(head: Uint8Array, last: LastPage): Seconds {
  const opus = opusLength(head, last);
  if (opus !== undefined) return opus / 48000;
  if (head.length < 44 || !hasText(head, 28, "\x01vorbis")) return 0;
  const rate = new DataView(head.buffer, head.byteOffset).getUint32(40, true);
  return rate > 0 ? Math.max(0, last.granule) / rate : 0;
}

/** Serial number of the stream whose first page `head` begins with. */
export function serialOf(head: Uint8Array): number | undefined {
  if (head.length < 18) return undefined;
  return new DataView(head.buffer, head.byteOffset).getUint32(14, true);
}

/** A logical stream of a group, by the page it begins with. */
export interface OggStream {
  readonly serial: number;
  /** The beginning of its first page, 512 bytes where they are there. */
  readonly head: Uint8Array;
}

/** The logical streams that begin together at `start`. */
export async function groupAt(source: ByteSource, start: number): Promise<readonly OggStream[]> {
  const streams: OggStream[] = [];
  for (let at = start; streams.length < MOST_STREAMS;) {
    const head = await source.read(at, 512);
    const length = isOggPage(head, 0) ? oggPageLength(head) : undefined;
    if (length === undefined || (head[5]! & 2) === 0) break;
    streams.push({ serial: serialOf(head)!, head });
    at += length;
  }
  return streams;
}

/** Offsets at which the links of a chain begin: first pages that follow others than first pages. */
export async function linksOf(source: ByteSource, range: ByteRange): Promise<readonly number[]> {
  const links = [range.start];
  let wasFirst = true;
  for (let at = range.start; at + FIXED_BYTES <= range.end;) {
    const head = await source.read(at, HEADER_BYTES);
    const length = isOggPage(head, 0) ? oggPageLength(head) : undefined;
    if (length === undefined) {
      at = await nextPage(source, at + 1);
      continue;
    }
    const isFirst = (head[5]! & 2) !== 0;
    if (isFirst && !wasFirst) links.push(at);
    wasFirst = isFirst;
    at += length;
  }
  return links;
}

/** Bytes of the page at the beginning of `bytes`; nothing where its table of lengths is cut off. */
export function oggPageLength(bytes: Uint8Array): number | undefined {
  const segments = bytes[26] ?? 0;
  const lengths = bytes.subarray(FIXED_BYTES, FIXED_BYTES + segments);
  if (lengths.length < segments) return undefined;
  return lengths.reduce((sum, length) => sum + length, FIXED_BYTES + segments);
}

async function nextPage(source: ByteSource, from: number): Promise<number> {
  for (let at = from; at < source.size;) {
    const block = await source.read(at, SEARCH_BYTES);
    for (let i = 0; i + 4 <= block.length; i++) if (isOggPage(block, i)) return at + i;
    if (block.length < SEARCH_BYTES) break;
    at += block.length - 3;
  }
  return source.size;
}

/** Whether a page begins at `at`. */
export function isOggPage(bytes: Uint8Array, at: number): boolean {
  return hasText(bytes, at, "OggS");
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
