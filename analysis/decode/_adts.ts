import { decodeAac } from "./_aac.ts";
import { type CodecInput, noteFailure, type RawChunk } from "./_codec.ts";
import { blocksOf } from "./byte_source.ts";
import { chunkOf, decodeForeign } from "./_mp4.ts";

interface AdtsHeader {
  readonly profile: number;
  readonly rate: number;
  readonly channels: number;
  readonly headerBytes: number;
  readonly length: number;
  /** Raw data blocks in the frame. */
  readonly blocks: number;
}

/** AAC in ADTS frames (ISO/IEC 14496-3, 1.A.2). */
export async function* decodeAdts(input: CodecInput): AsyncGenerator<RawChunk> {
  const { source, start, findings } = input;
  const head = adtsHeaderAt(await source.read(start, 9), 0);
  const isPlain = head && head.channels > 0 && head.blocks === 1;
  if (!isPlain) return yield* decodeForeign(input, "aac");
  findings.codec = "aac";
  const config = Uint8Array.of(
    (head.profile + 1) << 3 | head.rate >> 1,
    (head.rate & 1) << 7 | head.channels << 3,
  );
  try {
    for await (const result of decodeAac(adtsFrames(input, head), { config }, findings)) {
      yield* chunkOf(result, findings);
    }
  } catch (error) {
    noteFailure(findings, error);
  }
}

/**
 * The frames without their headers, of the kind that the first is of. Where no frame follows a frame the bytes
 * up to the next one are damaged.
 */
async function* adtsFrames(
  input: CodecInput,
  kind: AdtsHeader,
): AsyncGenerator<Uint8Array> {
  const { findings } = input;
  let held: Uint8Array = new Uint8Array(0);
  let isLost = false;
  findings.audioBytes = 0;
  for await (const block of blocksOf(input.source, input)) {
    const bytes = new Uint8Array(held.length + block.length);
    bytes.set(held);
    bytes.set(block, held.length);
    let at = 0;
    while (at + 9 <= bytes.length) {
      const header = adtsHeaderAt(bytes, at);
      const isOurs = header && header.rate === kind.rate && header.profile === kind.profile;
      if (!isOurs) {
        isLost = true;
        at += 1;
        continue;
      }
      const after = at + header.length;
      if (after + 2 > bytes.length && after > bytes.length) break;
      const isFollowed = after + 2 > bytes.length || isSync(bytes, after);
      if (isLost && !isFollowed) {
        at += 1;
        continue;
      }
      if (isLost) findings.badFrames += 1;
      isLost = false;
      findings.audioBytes += header.length;
      yield bytes.slice(at + header.headerBytes, after);
      at = isFollowed ? after : Math.min(after, at + header.headerBytes);
    }
    held = bytes.slice(at);
  }
}

function isSync(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xff && (bytes[at + 1]! & 0xf6) === 0xf0;
}

function adtsHeaderAt(bytes: Uint8Array, at: number): AdtsHeader | undefined {
  if (at + 7 > bytes.length || !isSync(bytes, at)) return undefined;
  const [b1, b2, b3, b4, b5, b6] = bytes.subarray(at + 1, at + 7) as unknown as number[];
  const headerBytes = (b1! & 1) !== 0 ? 7 : 9;
  const length = (b3! & 3) << 11 | b4! << 3 | b5! >> 5;
  const rate = (b2! >> 2) & 15;
  if (length < headerBytes || rate > 12) return undefined;
  const channels = (b2! & 1) << 2 | b3! >> 6;
  return { profile: b2! >> 6, rate, channels, headerBytes, length, blocks: (b6! & 3) + 1 };
}
