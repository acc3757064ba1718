import type { ByteSource } from "../decode/byte_source.ts";
import { type Payload, type Range, unreadable } from "./_payload.ts";

const PAGE_HEADER_BYTES = 27;
const CONTINUED = 1;
const FIRST = 2;
/** First byte of a FLAC frame; metadata blocks begin otherwise. */
const FLAC_FRAME = 0xff;

/**
 * The packets of every logical stream, but for those that hold tags. Pages are taken apart, since
 * an editor that writes a longer comment numbers and sums all later pages anew, or cuts them anew.
 * Behind them the last granule position of each stream, which says where its sound ends.
 */
export async function* oggPayload(source: ByteSource, { start, end }: Range): Payload {
  const streams = new Map<number, LogicalStream>();
  for (let at = start; at < end;) {
    const page = await pageAt(source, { at, end });
    if (!page) throw unreadable;
    at = page.end;
    if (page.flags & FIRST) streams.set(page.serial, new LogicalStream());
    const stream = streams.get(page.serial);
    if (!stream) throw unreadable;
    for (const piece of stream.take(page)) yield piece;
  }
  for (const { granule } of streams.values()) {
    if (granule) yield granule;
  }
}

interface Page {
  readonly flags: number;
  readonly serial: number;
  /** Granule position, 8 bytes. */
  readonly granule: Uint8Array;
  readonly lacing: Uint8Array;
  readonly body: Uint8Array;
  readonly end: number;
}

async function pageAt(
  source: ByteSource,
  { at, end }: { readonly at: number; readonly end: number },
): Promise<Page | undefined> {
  const header = await source.read(at, Math.min(PAGE_HEADER_BYTES + 255, end - at));
  if (header.length < PAGE_HEADER_BYTES) return undefined;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.getUint32(0) !== 0x4f676753) return undefined;
  const lacing = header.slice(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + header[26]!);
  if (lacing.length < header[26]!) return undefined;
  const first = at + PAGE_HEADER_BYTES + lacing.length;
  const length = lacing.reduce((sum, n) => sum + n, 0);
  const body = await source.read(first, Math.min(length, end - first));
  return {
    flags: header[5]!,
    serial: view.getUint32(14, true),
    granule: header.slice(6, 14),
    lacing,
    body,
    end: first + length,
  };
}

/** One logical stream: follows where packets begin, to leave out those that hold tags. */
class LogicalStream {
  /** Of the last page on which a packet ended. */
  granule: Uint8Array | undefined;
  #packets = 0;
  #isInside = false;
  #holdsTags = false;
  #isFlac = false;

  /** The parts of a page's body that are payload. */
  *take({ flags, lacing, body, granule }: Page): Generator<Uint8Array> {
    if (this.#isInside && !(flags & CONTINUED)) this.#isInside = false;
    let from = 0;
    let at = 0;
    for (const length of lacing) {
      if (!this.#isInside) {
        const heldTags = this.#holdsTags;
        this.#begin(body.subarray(at));
        if (this.#holdsTags && !heldTags) yield body.subarray(from, at);
      }
      at += length;
      if (this.#holdsTags) from = at;
      if (length === 255) continue;
      this.#isInside = false;
      this.granule = granule;
    }
    yield body.subarray(from, at);
  }

  /** Vorbis, Opus and Speex have their comment in the second packet, FLAC all metadata from there on. */
  #begin(packet: Uint8Array): void {
    const n = this.#packets++;
    if (n === 0) this.#isFlac = packet[0] === 0x7f && packet[1] === 0x46;
    this.#holdsTags = this.#isFlac ? n > 0 && packet[0] !== FLAC_FRAME : n === 1;
    this.#isInside = true;
  }
}
