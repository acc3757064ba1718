import type { ByteSource } from "./byte_source.ts";
import { oggChecksum } from "./_ogg_crc.ts";
import { type ByteRange, isOggPage, oggPageLength } from "./_ogg_pages.ts";

/** The packets that end in one page of a logical stream. */
export interface OggPackets {
  readonly packets: readonly Uint8Array[];
  /** Position at the end of the page; -1 where no packet ends in it. */
  readonly granule: number;
  readonly isEnd: boolean;
  /** Bytes of the whole page. */
  readonly bytes: number;
}

/** What a walk over the pages found wrong with them. */
export interface OggDamage {
  /** Pages whose checksum is not theirs; they are left out. */
  badPages: number;
  /** Places where pages are missing by their numbers. */
  gaps: number;
  /** Pages missing at those places. */
  missing: number;
}

const BLOCK_BYTES = 1 << 17;
/** A packet that goes on for longer is no sound, and of a comment nobody here wants the rest. */
const MOST_PACKET_BYTES = 1 << 24;

/**
 * The packets of one logical stream, page by page, whatever other streams are woven into it. A packet of
 * which a part is lost is left out.
 */
export async function* oggPackets(
  source: ByteSource,
  stream: ByteRange & { readonly serial: number; readonly damage: OggDamage },
): AsyncGenerator<OggPackets> {
  const { damage } = stream;
  let expected: number | undefined;
  let open: Uint8Array[] | undefined;
  let areChecked: boolean | undefined;
  for await (const page of pagesOf(source, stream)) {
    const view = new DataView(page.buffer, page.byteOffset, page.length);
    if (view.getUint32(14, true) !== stream.serial) continue;
    const isSound = oggChecksum(page) === view.getUint32(22, true);
    areChecked ??= isSound;
    if (areChecked && !isSound) {
      damage.badPages += 1;
      continue;
    }
    const number = view.getUint32(18, true);
    if (expected !== undefined && number !== expected) {
      damage.gaps += 1;
      damage.missing += Math.max(0, number - expected);
      open = undefined;
    }
    expected = (number + 1) >>> 0;
    const isContinued = (page[5]! & 1) !== 0;
    const packets: Uint8Array[] = [];
    let isLost = isContinued && open === undefined;
    let parts: Uint8Array[] = isContinued ? open ?? [] : [];
    let at = 27 + page[26]!;
    let from = at;
    for (let i = 0; i < page[26]!; i++) {
      const lace = page[27 + i]!;
      at += lace;
      if (lace === 255) continue;
      parts.push(page.subarray(from, at));
      if (!isLost) packets.push(joined(parts));
      isLost = false;
      parts = [];
      from = at;
    }
    const isOpen = page[26]! > 0 && page[26 + page[26]!] === 255;
    if (isOpen) parts.push(page.slice(from, at));
    const held = parts.reduce((sum, part) => sum + part.length, 0);
    open = isOpen && !isLost && held <= MOST_PACKET_BYTES ? parts : undefined;
    yield {
      packets,
      granule: Number(view.getBigInt64(6, true)),
      isEnd: (page[5]! & 4) !== 0,
      bytes: page.length,
    };
  }
}

/** Whole pages of a range, of any stream; bytes that belong to none are passed over. */
async function* pagesOf(source: ByteSource, range: ByteRange): AsyncGenerator<Uint8Array> {
  let block = await source.read(range.start, Math.min(BLOCK_BYTES, range.end - range.start));
  let blockStart = range.start;
  let at = range.start;
  while (at < range.end) {
    let here = at - blockStart;
    const length = isOggPage(block, here) ? oggPageLength(block.subarray(here)) : undefined;
    const isHere = length !== undefined && here + length <= block.length;
    if (isHere) {
      yield block.subarray(here, here + length);
      at += length;
      continue;
    }
    const isRead = blockStart + block.length >= range.end;
    if (!isRead && block.length - here < (1 << 16) + 512) {
      block = await source.read(at, Math.min(BLOCK_BYTES, range.end - at));
      if (block.length === 0) return;
      blockStart = at;
      continue;
    }
    here = nextPageIn(block, here + 1);
    at = blockStart + here;
  }
}

function nextPageIn(block: Uint8Array, from: number): number {
  for (let at = block.indexOf(0x4f, from); at >= 0; at = block.indexOf(0x4f, at + 1)) {
    if (at + 4 > block.length || isOggPage(block, at)) return at;
  }
  return block.length;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
