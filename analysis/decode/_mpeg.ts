import { mpegHeaderAt } from "../files/mod.ts";
import type { CodecInput } from "./_codec.ts";
import { blocksOf } from "./byte_source.ts";

const LONGEST_FRAME = 1 << 13;

/**
 * The bytes of an MPEG stream in blocks that end where the sample rate changes, as the decoder gives one
 * rate a block. Counts the bytes of the frames.
 */
export async function* mpegBlocks(input: CodecInput): AsyncGenerator<Uint8Array> {
  const { source, findings } = input;
  let rate: number | undefined;
  let held: Uint8Array = new Uint8Array(0);
  let next = 0;
  for await (const block of blocksOf(source, input)) {
    const bytes = new Uint8Array(held.length + block.length);
    bytes.set(held);
    bytes.set(block, held.length);
    let from = 0;
    let at = next;
    while (at + 4 <= bytes.length) {
      const header = mpegHeaderAt(bytes, at);
      const after = header && at + header.length;
      const isSure = header && (after! + 4 > bytes.length || mpegHeaderAt(bytes, after!));
      if (!header || !isSure) {
        at += 1;
        continue;
      }
      if (rate !== undefined && header.sampleRate !== rate) {
        if (after! + 4 > bytes.length && bytes.length - at < LONGEST_FRAME) break;
        if (at > from) yield bytes.subarray(from, at);
        from = at;
      }
      rate = header.sampleRate;
      findings.audioBytes = (findings.audioBytes ?? 0) + header.length;
      at = after!;
    }
    const keep = Math.min(at, bytes.length);
    if (keep > from) yield bytes.subarray(from, keep);
    held = bytes.slice(keep);
    next = at - keep;
  }
  if (held.length > 0) yield held;
}
