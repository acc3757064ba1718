import { sniffAudio } from "../files/mod.ts";
import { type CodecInput, noteFailure, type RawChunk } from "./_codec.ts";
import { decodeWithFfmpeg } from "./_ffmpeg.ts";
import { decodeFlac, decodeOpus, decodeVorbis } from "./_wasm_codecs.ts";
import { lastPageOf, linksOf, opusLength, secondsUpTo, serialOf } from "./_ogg_pages.ts";

/**
 * Looks at an Ogg file's last page: what it lets expect, and whether it is there at all.
 *
 * @returns Where the last whole page ends: decoders would make sound of what half a page lacks.
 */
export async function inspectOgg(input: CodecInput): Promise<number> {
  const { source, start, findings } = input;
  const last = await lastPageOf(source, { start, end: source.size });
  if (!last?.isEnd) findings.damage.push("cut short: its last page is missing");
  if (!last) return source.size;
  const head = await source.read(start, 64);
  findings.isChained = serialOf(head) !== last.serial;
  const seconds = secondsUpTo(head, last);
  if (seconds > 0 && !findings.isChained) findings.expected = seconds;
  return last.isWhole ? source.size : last.start;
}

const CODECS: Readonly<Record<string, typeof decodeFlac>> = {
  vorbis: decodeVorbis,
  opus: decodeOpus,
  flac: decodeFlac,
};

/**
 * Ogg with Vorbis, Opus or FLAC. Chained streams, such as recordings of a broadcast, are decoded link by
 * link; other codecs go to `ffmpeg`.
 */
export async function* decodeOgg(input: CodecInput): AsyncGenerator<RawChunk> {
  const { source, start, end = source.size, findings } = input;
  const links = findings.isChained ? await linksOf(source, { start, end }) : [start];
  for (const [i, from] of links.entries()) {
    const head = await source.read(from, 512);
    const range = { start: from, end: links[i + 1] ?? end };
    const last = await lastPageOf(source, range);
    findings.lastSample = last && opusLength(head, last);
    const decode = CODECS[sniffAudio(head)?.codec ?? ""];
    if (decode) yield* decode({ ...input, ...range });
    else if (i === 0) return yield* decodeWithFfmpeg(input);
    else noteFailure(findings, new Error("a later link of the chain has another codec"));
  }
}
