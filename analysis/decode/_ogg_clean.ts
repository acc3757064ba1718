import { oggChecksum } from "./_ogg_crc.ts";
import type { OggPackets } from "./_ogg_packets.ts";

const SERIAL = 1;
const MOST_LACES = 255;

/** Comments that say nothing, in place of a cover of a megabyte which no decoder needs. */
const EMPTY_COMMENTS: Readonly<Record<string, Uint8Array>> = {
  vorbis: ascii("\x03vorbis\0\0\0\0\0\0\0\0\x01"),
  opus: ascii("OpusTags\0\0\0\0\0\0\0\0"),
};

const BLOCK_BYTES = 1 << 16;

/** {@linkcode cleanPages} in blocks of some pages, as each call of a decoder costs what a page does. */
export async function* cleanOgg(
  pages: AsyncIterable<OggPackets>,
  codec: "vorbis" | "opus",
): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(2 * BLOCK_BYTES);
  let filled = 0;
  for await (const page of cleanPages(pages, codec)) {
    if (filled + page.length > block.length) {
      yield block.subarray(0, filled);
      block = new Uint8Array(2 * BLOCK_BYTES);
      filled = 0;
    }
    block.set(page, filled);
    filled += page.length;
    if (filled < BLOCK_BYTES) continue;
    yield block.subarray(0, filled);
    block = new Uint8Array(2 * BLOCK_BYTES);
    filled = 0;
  }
  if (filled > 0) yield block.subarray(0, filled);
}

/**
 * An Ogg stream of Vorbis or Opus as decoders like it: one logical stream, pages numbered from 0 and
 * holding whole packets only, no comments.
 */
async function* cleanPages(
  pages: AsyncIterable<OggPackets>,
  codec: "vorbis" | "opus",
): AsyncGenerator<Uint8Array> {
  let packet = 0;
  let number = 0;
  const headers = codec === "vorbis" ? 3 : 2;
  for await (const { packets, granule, isEnd } of pages) {
    const out: Uint8Array[] = [];
    for (const bytes of packets) {
      if (packet < headers) {
        const header = packet === 1 ? EMPTY_COMMENTS[codec]! : bytes;
        yield* pagesWith([header], { granule: 0, number, flags: packet === 0 ? 2 : 0 });
        number += 1;
      } else out.push(bytes);
      packet += 1;
    }
    if (out.length === 0 && !isEnd) continue;
    for (const page of pagesWith(out, { granule, number, flags: isEnd ? 4 : 0 })) {
      yield page;
      number += 1;
    }
  }
}

interface PageHead {
  readonly granule: number;
  readonly number: number;
  readonly flags: number;
}

/** Pages of whole packets: one, or several where the table of lengths is too short for all. */
function* pagesWith(packets: readonly Uint8Array[], head: PageHead): Generator<Uint8Array> {
  let from = 0;
  let { number } = head;
  do {
    let to = from;
    let laces = 0;
    for (; to < packets.length; to++) {
      const needed = Math.floor(packets[to]!.length / 255) + 1;
      if (laces + needed > MOST_LACES) break;
      laces += needed;
    }
    const isLast = to >= packets.length;
    // A packet that fills more than a page is no sound.
    if (to > from || packets.length === 0) {
      const flags = isLast ? head.flags : head.flags & ~4;
      const granule = isLast ? head.granule : -1;
      yield pageOf(packets.slice(from, to), { granule, number, flags });
      number += 1;
    } else to += 1;
    from = to;
  } while (from < packets.length);
}

function pageOf(packets: readonly Uint8Array[], head: PageHead): Uint8Array {
  const laces = packets.flatMap(({ length }) => [
    ...Array<number>(Math.floor(length / 255)).fill(255),
    length % 255,
  ]);
  const body = packets.reduce((sum, { length }) => sum + length, 0);
  const page = new Uint8Array(27 + laces.length + body);
  const view = new DataView(page.buffer);
  page.set(ascii("OggS"));
  page[5] = head.flags;
  view.setBigInt64(6, BigInt(head.granule), true);
  view.setUint32(14, SERIAL, true);
  view.setUint32(18, head.number, true);
  page[26] = laces.length;
  page.set(laces, 27);
  let at = 27 + laces.length;
  for (const packet of packets) {
    page.set(packet, at);
    at += packet.length;
  }
  view.setUint32(22, oggChecksum(page), true);
  return page;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
