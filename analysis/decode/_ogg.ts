import { sniffAudio, type Sniffed } from "../files/mod.ts";
import { type CodecInput, type Findings, noteFailure, type RawChunk } from "./_codec.ts";
import { decodeWithFfmpeg } from "./_ffmpeg.ts";
import { decodeFlacPackets } from "./_flac.ts";
import { cleanOgg } from "./_ogg_clean.ts";
import { type OggDamage, type OggPackets, oggPackets } from "./_ogg_packets.ts";
import { groupAt, lastPageOf, linksOf, opusLength, secondsUpTo, serialOf } from "./_ogg_pages.ts";
import type { ByteRange, OggStream } from "./_ogg_pages.ts";
import { decodeOpus, decodeVorbis } from "./_wasm_codecs.ts";

/**
 * Looks at an Ogg file's last page: what it lets expect, and whether it is there at all.
 *
 * @returns Where the last whole page ends: decoders would make sound of what half a page lacks.
 */
export async function inspectOgg(input: CodecInput): Promise<number> {
  const { source, start, findings } = input;
  const stream = await audioStreamAt(input, start);
  const range = { start, end: source.size };
  const last = await lastPageOf(source, range);
  const ownLast = stream && await lastPageOf(source, { ...range, serial: stream.serial });
  if (!(ownLast ?? last)?.isEnd) findings.damage.push("cut short: its last page is missing");
  if (!last) return source.size;
  const group = await groupAt(source, start);
  findings.isChained = !group.some(({ serial }) => serial === last.serial);
  const seconds = stream && ownLast ? secondsUpTo(stream.head, ownLast) : 0;
  if (seconds > 0 && !findings.isChained) findings.expected = seconds;
  return last.isWhole ? source.size : last.start;
}

/**
 * Ogg with Vorbis, Opus or FLAC: the first stream of sound of a group. Chained streams, such as recordings of
 * a broadcast, are decoded link by link; other codecs go to `ffmpeg`.
 */
export async function* decodeOgg(input: CodecInput): AsyncGenerator<RawChunk> {
  const { source, start, end = source.size, findings } = input;
  const links = findings.isChained ? await linksOf(source, { start, end }) : [start];
  const damage: OggDamage = { badPages: 0, gaps: 0, missing: 0 };
  for (const [i, from] of links.entries()) {
    const range = { start: from, end: links[i + 1] ?? end };
    const stream = await audioStreamAt(input, from);
    const codec = stream && sniffAudio(stream.head)?.codec;
    if (stream && isOwn(codec)) yield* decodeLink(input, { ...range, stream, codec, damage });
    else if (i === 0) return yield* decodeWithFfmpeg(input);
    else noteFailure(findings, new Error("a later link of the chain has another codec"));
  }
  noteDamage(findings, damage);
}

interface Link extends ByteRange {
  readonly stream: OggStream;
  readonly codec: OwnCodec;
  readonly damage: OggDamage;
}

async function* decodeLink(input: CodecInput, link: Link): AsyncGenerator<RawChunk> {
  const { source, findings } = input;
  const { stream: { head, serial }, codec, damage } = link;
  findings.codec = codec;
  const last = await lastPageOf(source, { start: link.start, end: link.end, serial });
  findings.lastSample = last && opusLength(head, last);
  const pages = counted(oggPackets(source, { ...link, serial, damage }), input);
  if (codec === "flac") yield* decodeFlacPackets(input, flacFrames(pages));
  else if (codec === "vorbis") yield* decodeVorbis(input, cleanOgg(pages, codec));
  else yield* amplified(decodeOpus(input, cleanOgg(pages, codec)), opusGain(head));
}

/** Counts the bytes of the pages; a stream that begins at 0 must be as long as its last page says. */
async function* counted(
  pages: AsyncIterable<OggPackets>,
  { findings }: CodecInput,
): AsyncGenerator<OggPackets> {
  let isBegun = false;
  for await (const page of pages) {
    if (page.granule > 0 && !isBegun) {
      isBegun = true;
      findings.audioBytes ??= 0;
      const isFromStart = page.granule < LATEST_START;
      if (isFromStart && findings.expected) findings.stated = findings.expected;
    }
    if (isBegun) findings.audioBytes! += page.bytes;
    yield page;
  }
}

/** A first page that ends later than this many samples is the beginning of a recorded broadcast. */
const LATEST_START = 200_000;

async function* flacFrames(
  pages: AsyncIterable<OggPackets>,
): AsyncGenerator<readonly Uint8Array[]> {
  for await (const { packets } of pages) {
    const frames = packets.filter((packet) => packet[0] === 0xff);
    if (frames.length > 0) yield frames;
  }
}

/** Factor that an Opus header asks every decoder to apply (RFC 7845, 5.1): Q7.8 decibels. */
function opusGain(head: Uint8Array): number {
  const at = 27 + head[26]! + 16;
  const steps = at + 2 <= head.length
    ? new DataView(head.buffer, head.byteOffset).getInt16(at, true)
    : 0;
  return 10 ** (steps / 256 / 20);
}

async function* amplified(
  chunks: AsyncIterable<RawChunk>,
  gain: number,
): AsyncGenerator<RawChunk> {
  for await (const chunk of chunks) {
    if (gain !== 1) {
      for (const channel of new Set(chunk.channels)) {
        for (let i = 0; i < channel.length; i++) channel[i]! *= gain;
      }
    }
    yield chunk;
  }
}

type OwnCodec = "vorbis" | "opus" | "flac";

function isOwn(codec: Sniffed["codec"]): codec is OwnCodec {
  return codec === "vorbis" || codec === "opus" || codec === "flac";
}

/** The stream of a group that is decoded: the first with a codec of ours. */
async function audioStreamAt(
  { source }: CodecInput,
  start: number,
): Promise<OggStream | undefined> {
  const group = await groupAt(source, start);
  const own = group.find(({ head }) => isOwn(sniffAudio(head)?.codec));
  if (own || group.length > 0) return own;
  const head = await source.read(start, 512);
  const serial = serialOf(head);
  return serial !== undefined && isOwn(sniffAudio(head)?.codec) ? { serial, head } : undefined;
}

function noteDamage(findings: Findings, { badPages, gaps, missing }: OggDamage): void {
  const pages = (count: number) => `${count} ${count === 1 ? "page" : "pages"}`;
  if (badPages > 0) findings.damage.push(`${pages(badPages)} with a wrong checksum`);
  else if (gaps > 0) {
    findings.damage.push(missing > 0 ? `${pages(missing)} missing` : "pages out of order");
  }
}
