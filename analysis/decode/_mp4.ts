import { decoder as makeDecoder } from "@audio/decode-aac";
import decodeAudio from "audio-decode";
import { type AacResult, decodeAac } from "./_aac.ts";
import { type CodecInput, noteFailure, type RawChunk } from "./_codec.ts";
import { quietly } from "./_quiet.ts";
import { checkTables, readMp4Index } from "./_mp4_index.ts";
import { audioTrackOf, type Mp4Track, type SampleTable } from "./_mp4_track.ts";
import { blocksOf } from "./byte_source.ts";
import { ALAC_ORDER, VORBIS_ORDER, WAVE_ORDER } from "./downmix.ts";

/**
 * The first track of sound of an MP4 file: AAC or ALAC frame by frame, in the edit list's window as ffmpeg
 * does, so without the encoder's priming; other codecs as the decoder of files knows them.
 */
export async function* decodeMp4(input: CodecInput): AsyncGenerator<RawChunk> {
  const { source, start, findings } = input;
  const { moov } = await readMp4Index(source, start);
  checkTables(moov, source.size);
  const track = audioTrackOf(moov);
  if (track?.duration !== undefined) findings.stated = track.duration;
  if (track?.codec) findings.codec = track.codec;
  if (track?.channels !== undefined) findings.channels = track.channels;
  if (!track || (!track.aac && !track.alac) || track.samples.count === 0) {
    return yield* decodeForeign(input, "m4a");
  }
  try {
    for await (const result of trackResults(input, track)) yield* chunkOf(result, findings);
  } catch (error) {
    noteFailure(findings, error);
  }
}

async function* trackResults(input: CodecInput, track: Mp4Track): AsyncGenerator<AacResult> {
  const frames = framesOf(input, track.samples);
  const gapless = track.window;
  if (track.aac) {
    const stream = { config: track.aac, ...(gapless && { gapless }) };
    yield* decodeAac(frames, stream, input.findings);
    return;
  }
  const decoder = await makeDecoder({ alac: track.alac!, ...(gapless && { gapless }) });
  try {
    for await (const frame of frames) yield await quietly(() => decoder.decode(frame));
  } finally {
    decoder.free();
  }
}

const READ_BYTES = 1 << 18;
/** A frame of more bytes than this is no sound. */
const MOST_FRAME_BYTES = 1 << 22;

/** The samples of a track in their order, up to the first that the file does not hold. */
async function* framesOf(
  { source, findings }: CodecInput,
  { count, sizeOf, chunks, samplesIn }: SampleTable,
): AsyncGenerator<Uint8Array> {
  let sample = 0;
  let block: Uint8Array = new Uint8Array(0);
  let blockStart = 0;
  findings.audioBytes = 0;
  for (const [chunk, offset] of chunks.entries()) {
    let at = offset;
    for (let i = samplesIn(chunk); i > 0 && sample < count; i--, sample++) {
      const size = sizeOf(sample);
      if (at + size > source.size || size > MOST_FRAME_BYTES) return;
      const isHere = at >= blockStart && at + size <= blockStart + block.length;
      if (!isHere) {
        block = await source.read(at, Math.max(size, READ_BYTES));
        blockStart = at;
      }
      findings.audioBytes += size;
      yield block.subarray(at - blockStart, at - blockStart + size);
      at += size;
    }
  }
}

/** Decodes by a decoder that finds its own way through the file, which is read from its beginning. */
export async function* decodeForeign(
  input: CodecInput,
  format: "m4a" | "aac",
): AsyncGenerator<RawChunk> {
  const { findings } = input;
  const decoder = await decodeAudio[format]();
  try {
    for await (const block of blocksOf(input.source, input)) {
      yield* chunkOf(await quietly(() => decoder(block)), findings);
    }
    yield* chunkOf(await quietly(() => decoder.flush()), findings);
  } catch (error) {
    noteFailure(findings, error);
  } finally {
    decoder.free();
  }
}

const ORDERS: Readonly<Record<string, typeof WAVE_ORDER>> = {
  alac: ALAC_ORDER,
  opus: VORBIS_ORDER,
};

/** What a decoder gave as a chunk, if it gave any. */
export function* chunkOf(result: AacResult, findings: CodecInput["findings"]): Generator<RawChunk> {
  findings.badFrames += result.errors ?? 0;
  const orders = ORDERS[findings.codec ?? ""] ?? WAVE_ORDER;
  const speakers = orders[result.channelData.length];
  if (speakers) findings.speakers ??= speakers;
  if (result.channelData.length > 0 && result.sampleRate > 0) {
    findings.channels = Math.max(findings.channels ?? 0, result.channelData.length);
    yield { sampleRate: result.sampleRate, channels: result.channelData };
  }
}
