import { id3Length, SNIFF_BYTES, sniffAudio, type Sniffed } from "../files/mod.ts";
import { blocksOf, type ByteSource, bytesSource, fileSource } from "./byte_source.ts";
import { DecodeError, textOf } from "./decode_error.ts";

/** Opens a file, or bytes that may also be found at `path`. @throws {DecodeError} */
export async function openSource(input: string | Uint8Array, path?: string): Promise<ByteSource> {
  if (typeof input !== "string") return bytesSource(input, path);
  try {
    return await fileSource(input);
  } catch (error) {
    throw new DecodeError(`the file cannot be opened: ${textOf(error)}`, { cause: error });
  }
}

const DEEP_SNIFF_BYTES = 1 << 16;
const MOST_ZEROS = 1 << 24;

/** What a file is by its content, and where that begins. @throws {DecodeError} Where it is no audio. */
export async function sniffSource(
  source: ByteSource,
): Promise<{ readonly sniffed: Sniffed; readonly start: number }> {
  const head = await source.read(0, SNIFF_BYTES);
  const start = Math.min(id3Length(head), source.size);
  const body = start > 0 ? await source.read(start, SNIFF_BYTES) : head;
  const sniffed = sniffAudio(body) ?? sniffAudio(await source.read(start, DEEP_SNIFF_BYTES)) ??
    sniffAudio(head);
  const zeros = sniffed ? 0 : await leadingZeros(source, start);
  if (zeros > 0) {
    const behind = sniffAudio(await source.read(start + zeros, DEEP_SNIFF_BYTES));
    if (behind) return { sniffed: behind, start: start + zeros };
  }
  if (!sniffed) throw new DecodeError("its content is no audio known to this program");
  return { sniffed, start };
}

/** Bytes of zeros at `start` of the file, as a player leaves them that was stopped while it wrote. */
async function leadingZeros(source: ByteSource, start: number): Promise<number> {
  let count = 0;
  for await (
    const block of blocksOf(source, { start, end: Math.min(source.size, start + MOST_ZEROS) })
  ) {
    const at = block.findIndex((byte) => byte !== 0);
    if (at >= 0) return count + at;
    count += block.length;
  }
  return 0;
}
