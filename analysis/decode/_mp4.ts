import decodeAudio from "audio-decode";
import { type CodecInput, noteFailure, type RawChunk } from "./_codec.ts";
import { quietly } from "./_quiet.ts";
import { movedIndex, type Mp4Index, readMp4Index } from "./_mp4_index.ts";
import { mp4ConfigOf } from "./_mp4_config.ts";
import { blocksOf, type ByteSource } from "./byte_source.ts";
import { ALAC_ORDER, VORBIS_ORDER, WAVE_ORDER } from "./downmix.ts";

/** MP4 with AAC or ALAC; the edit list's window, as ffmpeg does, so without the encoder's priming. */
export function decodeMp4(input: CodecInput): AsyncGenerator<RawChunk> {
  return decodeAs(input, "m4a");
}

/** AAC in ADTS frames. */
export function decodeAdts(input: CodecInput): AsyncGenerator<RawChunk> {
  return decodeAs(input, "aac");
}

async function* decodeAs(input: CodecInput, format: "m4a" | "aac"): AsyncGenerator<RawChunk> {
  const { findings } = input;
  const blocks = format === "m4a" ? await indexFirst(input) : blocksOf(input.source, input);
  const decoder = await decodeAudio[format]();
  try {
    for await (const block of blocks) {
      yield* chunkOf(await quietly(() => decoder(block)), findings);
    }
    yield* chunkOf(await quietly(() => decoder.flush()), findings);
  } catch (error) {
    noteFailure(findings, error);
  } finally {
    decoder.free();
  }
}

/** The file's bytes with the index first, so that the decoder need not wait for the end of the file. */
async function indexFirst(input: CodecInput): Promise<AsyncGenerator<Uint8Array>> {
  const { source, start, findings } = input;
  const index = await readMp4Index(source, start);
  const moov = movedIndex(index, source.size);
  const { codec, channels, duration } = mp4ConfigOf(moov);
  if (duration !== undefined) findings.stated = duration;
  if (codec) findings.codec = codec;
  if (channels !== undefined) findings.channels = channels;
  return index.isLast
    ? moovThenRest(source, { start, index, moov })
    : headThenRest(source, { start, index });
}

async function* headThenRest(
  source: ByteSource,
  at: { readonly start: number; readonly index: Mp4Index },
): AsyncGenerator<Uint8Array> {
  yield await source.read(at.start, at.index.end - at.start);
  yield* blocksOf(source, { start: at.index.end });
}

async function* moovThenRest(
  source: ByteSource,
  at: { readonly start: number; readonly index: Mp4Index; readonly moov: Uint8Array },
): AsyncGenerator<Uint8Array> {
  yield at.moov;
  yield* blocksOf(source, { start: at.start, end: at.index.start });
  yield* blocksOf(source, { start: at.index.end });
}

const ORDERS: Readonly<Record<string, typeof WAVE_ORDER>> = {
  alac: ALAC_ORDER,
  opus: VORBIS_ORDER,
};

interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
  readonly errors?: number;
}

function* chunkOf(result: Decoded, findings: CodecInput["findings"]): Generator<RawChunk> {
  findings.badFrames += result.errors ?? 0;
  const orders = ORDERS[findings.codec ?? ""] ?? WAVE_ORDER;
  const speakers = orders[result.channelData.length];
  if (speakers) findings.speakers ??= speakers;
  if (result.channelData.length > 0 && result.sampleRate > 0) {
    findings.channels = Math.max(findings.channels ?? 0, result.channelData.length);
    yield { sampleRate: result.sampleRate, channels: result.channelData };
  }
}
