import type { ByteSource } from "../decode/byte_source.ts";
import { id3Length } from "../files/mod.ts";
import type { Range } from "./_payload.ts";

const ID3V1_BYTES = 128;
const APE_FOOTER_BYTES = 32;
const LYRICS3_FOOTER_BYTES = 15;
/** Tags before the audio that are passed; more are no tags. */
const MOST_TAGS = 16;

/** What lies between the tags that may stand before and behind any audio, whatever its container. */
export async function withoutTags(source: ByteSource): Promise<Range> {
  let start = 0;
  for (let i = 0; i < MOST_TAGS; i++) {
    const length = id3Length(await source.read(start, 10));
    if (length === 0 || start + length >= source.size) break;
    start += length;
  }
  let end = source.size;
  for (let i = 0; i < MOST_TAGS; i++) {
    const length = await tagBefore(source, end);
    if (length === 0 || end - length <= start) break;
    end -= length;
  }
  return { start, end };
}

/** Bytes of the tag that ends at `end`; 0 where none does. */
async function tagBefore(source: ByteSource, end: number): Promise<number> {
  const at = Math.max(0, end - ID3V1_BYTES);
  const tail = await source.read(at, end - at);
  if (tail.length === ID3V1_BYTES && textAt(tail, 0, 3) === "TAG") return ID3V1_BYTES;
  return apeLength(tail) || lyricsLength(tail);
}

/** APEv1 and APEv2: a footer with the length of items and footer; a header where its flag says so. */
function apeLength(tail: Uint8Array): number {
  const footer = tail.subarray(-APE_FOOTER_BYTES);
  if (footer.length < APE_FOOTER_BYTES || textAt(footer, 0, 8) !== "APETAGEX") return 0;
  const view = new DataView(footer.buffer, footer.byteOffset);
  const hasHeader = (view.getUint32(20, true) & 0x8000_0000) !== 0;
  return view.getUint32(12, true) + (hasHeader ? APE_FOOTER_BYTES : 0);
}

/** Lyrics3v2: six digits with the length of what stands before them, then `LYRICS200`. */
function lyricsLength(tail: Uint8Array): number {
  const footer = textAt(tail.subarray(-LYRICS3_FOOTER_BYTES), 0, LYRICS3_FOOTER_BYTES);
  const digits = /^(\d{6})LYRICS200$/.exec(footer)?.[1];
  return digits === undefined ? 0 : Number(digits) + LYRICS3_FOOTER_BYTES;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
