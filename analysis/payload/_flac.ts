import { blocksOf, type ByteSource } from "../decode/byte_source.ts";
import { type Payload, type Range, unreadable } from "./_payload.ts";

const STREAMINFO = 0;

/** STREAMINFO, which holds the MD5 of the samples, and the frames; no other metadata block. */
export async function* flacPayload(source: ByteSource, { start, end }: Range): Payload {
  let at = start + 4;
  for (let isLast = false; !isLast;) {
    const [kind, high, middle, low] = await source.read(at, 4);
    if (low === undefined) throw unreadable;
    const length = (high! << 16) | (middle! << 8) | low;
    isLast = (kind! & 0x80) !== 0;
    if ((kind! & 0x7f) === STREAMINFO) yield await source.read(at + 4, length);
    at += 4 + length;
  }
  if (at >= end) throw unreadable;
  yield* blocksOf(source, { start: at, end });
}
