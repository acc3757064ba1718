/** A frame header of FLAC (RFC 9639, 9.1) whose checksum is right. */
interface FrameHeader {
  /** Number of the frame, or of its first sample where block sizes vary. */
  readonly number: number;
  readonly isVariable: boolean;
}

const CRC8 = table(8, 0x07);
const CRC16 = table(16, 0x8005);
/** Frames further on than this are taken for sound that looks like a header. */
const MOST_SKIPPED = 100_000;
const MOST_FRAME_BYTES = 1 << 22;
const LONGEST_HEADER = 16;

function table(width: 8 | 16, polynomial: number): Uint16Array {
  const top = 1 << (width - 1);
  const mask = (1 << width) - 1;
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) crc = (crc & top ? (crc << 1) ^ polynomial : crc << 1) & mask;
    return crc;
  });
}

/**
 * Finds the frames of a FLAC stream that is fed in blocks. A frame counts where its checksum is right; after
 * damage the search goes on at the next header, so that no more is lost than the frames that were hit.
 */
export class FlacFrames {
  #bytes: Uint8Array = new Uint8Array(0);
  /** Whether `#bytes` begins with a frame's header. */
  #open: FrameHeader | undefined;
  /** Where the search for the open frame's end goes on, and the checksum up to there. */
  #searched = 0;
  #crc = 0;
  #crcEnd = 0;
  /** Frames that were found damaged. */
  bad = 0;

  /** Adds a block; returns the frames that are now whole. */
  push(block: Uint8Array): readonly Uint8Array[] {
    const bytes = new Uint8Array(this.#bytes.length + block.length);
    bytes.set(this.#bytes);
    bytes.set(block, this.#bytes.length);
    this.#bytes = bytes;
    return this.#take(bytes.length - LONGEST_HEADER);
  }

  /** The last frame, with which the stream ends; padding and tags behind it are passed over. */
  flush(): readonly Uint8Array[] {
    const frames = [...this.#take(this.#bytes.length)];
    if (!this.#open) return frames;
    const bytes = this.#bytes;
    let crc = 0;
    let end = -1;
    for (let i = 0; i < bytes.length; i++) {
      crc = next16(crc, bytes[i]!);
      if (crc === 0 && i >= 8 && end < 0) end = i + 1;
    }
    if (crc === 0) end = bytes.length;
    if (end > 0) frames.push(bytes.subarray(0, end));
    else this.bad += 1;
    this.#open = undefined;
    return frames;
  }

  #take(limit: number): readonly Uint8Array[] {
    const frames: Uint8Array[] = [];
    const bytes = this.#bytes;
    let start = 0;
    let at = this.#searched;
    for (;;) {
      at = bytes.indexOf(0xff, at);
      if (at < 0 || at >= limit) {
        at = Math.max(start, at < 0 ? limit : Math.min(at, limit));
        break;
      }
      const header = headerAt(bytes, at);
      if (!header) at += 1;
      else if (!this.#open) {
        start = at;
        this.#begin(header, at++);
      } else {
        for (let i = this.#crcEnd; i < at; i++) this.#crc = next16(this.#crc, bytes[i]!);
        this.#crcEnd = at;
        const isWhole = this.#crc === 0;
        if (isWhole || this.#isNext(header) || at - start > MOST_FRAME_BYTES) {
          if (isWhole) frames.push(bytes.subarray(start, at));
          else this.bad += 1;
          start = at;
          this.#begin(header, at);
        }
        at += 1;
      }
    }
    const kept = this.#open ? start : Math.max(0, Math.min(at, bytes.length));
    this.#bytes = bytes.slice(kept);
    this.#searched = Math.max(0, at - kept);
    this.#crcEnd = Math.max(0, this.#crcEnd - kept);
    return frames;
  }

  #begin(header: FrameHeader, at: number): void {
    this.#open = header;
    this.#crc = 0;
    this.#crcEnd = at;
  }

  #isNext({ number, isVariable }: FrameHeader): boolean {
    const steps = number - this.#open!.number;
    const most = isVariable ? MOST_SKIPPED * 4096 : MOST_SKIPPED;
    return isVariable === this.#open!.isVariable && steps > 0 && steps <= most;
  }
}

function next16(crc: number, byte: number): number {
  return ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ byte]!;
}

function headerAt(bytes: Uint8Array, at: number): FrameHeader | undefined {
  if ((bytes[at + 1]! & 0xfe) !== 0xf8) return undefined;
  const [sizes, layout] = [bytes[at + 2]!, bytes[at + 3]!];
  const [block, rate] = [sizes >> 4, sizes & 15];
  if (block === 0 || rate === 15 || layout >> 4 > 10 || (layout & 1) !== 0) return undefined;
  let next = at + 4;
  const first = bytes[next++] ?? 0;
  const ones = Math.clz32(~(first << 24));
  if (ones === 1 || ones > 7) return undefined;
  let number = ones === 0 ? first : first & (0x7f >> ones);
  for (let i = 1; i < ones; i++) number = number * 64 + ((bytes[next++] ?? 0) & 63);
  next += block === 6 ? 1 : block === 7 ? 2 : 0;
  next += rate === 12 ? 1 : rate === 13 || rate === 14 ? 2 : 0;
  if (next >= bytes.length) return undefined;
  let crc = 0;
  for (let i = at; i < next; i++) crc = CRC8[crc ^ bytes[i]!]!;
  return crc === bytes[next] ? { number, isVariable: (bytes[at + 1]! & 1) !== 0 } : undefined;
}
