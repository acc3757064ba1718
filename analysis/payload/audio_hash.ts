import { createHash } from "node:crypto";
import { blocksOf, type ByteSource, fileSource } from "../decode/byte_source.ts";
import { SNIFF_BYTES, sniffAudio } from "../files/mod.ts";
import { asfPayload } from "./_asf.ts";
import { aiffPayload, cafPayload, wavePayload } from "./_chunks.ts";
import { dsfPayload } from "./_dsf.ts";
import { flacPayload } from "./_flac.ts";
import { matroskaPayload } from "./_matroska.ts";
import { mp4Payload } from "./_mp4.ts";
import { oggPayload } from "./_ogg.ts";
import { type Payload, type Range, unreadable } from "./_payload.ts";
import { withoutTags } from "./_tags.ts";

type PayloadReader = (source: ByteSource, range: Range) => Payload;

const READERS: Readonly<Record<string, PayloadReader>> = {
  aiff: aiffPayload,
  asf: asfPayload,
  caf: cafPayload,
  dsf: dsfPayload,
  flac: flacPayload,
  matroska: matroskaPayload,
  mp4: mp4Payload,
  ogg: oggPayload,
  wav: wavePayload,
};

/**
 * SHA-256 of a file's audio payload, as 64 hexadecimal digits: of what its container holds besides
 * tags, covers, padding and the bookkeeping that a tag editor rewrites. A file that is retagged keeps
 * it. By container: the frames between ID3v2, APEv2, Lyrics3 and ID3v1 (MPEG audio, ADTS, WavPack,
 * Monkey's Audio, Musepack, TTA), the frames and STREAMINFO of FLAC, the packets but the comment of
 * Ogg, `mdat` of MP4, format and data chunks of WAV, AIFF and CAF, the data object of ASF, the
 * clusters of Matroska. Where a payload is not found, of all bytes. Holds some 64 KiB whatever the
 * file's size.
 *
 * @throws The system's error where the file cannot be read.
 */
export async function audioHash(path: string): Promise<string> {
  using source = await fileSource(path);
  return await payloadHash(source) ?? (await digest(blocksOf(source, { start: 0 }))).hash;
}

async function payloadHash(source: ByteSource): Promise<string | undefined> {
  const range = await withoutTags(source);
  const head = await source.read(range.start, Math.min(SNIFF_BYTES, range.end - range.start));
  const payloadOf = READERS[sniffAudio(head)?.container ?? ""] ?? blocksOf;
  try {
    const { hash, bytes } = await digest(payloadOf(source, range));
    return bytes > 0 ? hash : undefined;
  } catch (error) {
    if (error === unreadable) return undefined;
    throw error;
  }
}

async function digest(
  blocks: Payload,
): Promise<{ readonly hash: string; readonly bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const block of blocks) {
    hash.update(block);
    bytes += block.length;
  }
  return { hash: hash.digest("hex"), bytes };
}
