import { OggVorbisDecoder } from "@wasm-audio-decoders/ogg-vorbis";
import { MPEGDecoder } from "mpg123-decoder";
import { OggOpusDecoder } from "ogg-opus-decoder";
import { type CodecInput, type Findings, noteFailure, type RawChunk } from "./_codec.ts";
import { quietly } from "./_quiet.ts";
import { mpegBlocks } from "./_mpeg.ts";
import { VORBIS_ORDER, type WAVE_ORDER } from "./downmix.ts";

interface WasmError {
  readonly message: string;
  /** Samples that came before it. */
  readonly outputSamples: number;
}

/** What a decoder makes of some bytes. */
export interface WasmResult {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
  readonly samplesDecoded: number;
  readonly errors: readonly WasmError[];
}

interface WasmDecoder {
  readonly ready: Promise<unknown>;
  reset(): unknown;
  free(): void;
}

interface ByteDecoder extends WasmDecoder {
  decode(bytes: Uint8Array): WasmResult | Promise<WasmResult>;
  flush?(): Promise<WasmResult>;
}

const MOST_ERRORS = 10_000;

/** One idle decoder of each kind is kept, so that a worker makes each once. */
const idle = new Map<string, WasmDecoder>();

/** MPEG layers 1 to 3, without the encoder's delay and padding where a LAME or Xing tag says them. */
export function decodeMpeg(input: CodecInput): AsyncGenerator<RawChunk> {
  return decodeWith(input, { kind: "mpeg", make: () => new MPEGDecoder() }, mpegBlocks(input));
}

/** Ogg Vorbis, of pages that are clean. */
export function decodeVorbis(
  input: CodecInput,
  pages: AsyncIterable<Uint8Array>,
): AsyncGenerator<RawChunk> {
  return decodeWith(input, {
    kind: "vorbis",
    make: () => new OggVorbisDecoder(),
    orders: VORBIS_ORDER,
  }, pages);
}

/** Ogg Opus, of pages that are clean, always at 48 kHz. */
export async function* decodeOpus(
  input: CodecInput,
  pages: AsyncIterable<Uint8Array>,
): AsyncGenerator<RawChunk> {
  const kind = { kind: "opus", make: () => new OggOpusDecoder(), orders: VORBIS_ORDER };
  let held: RawChunk | undefined;
  let samples = 0;
  for await (const chunk of decodeWith(input, kind, pages)) {
    if (held) yield held;
    held = chunk;
    samples += chunk.channels[0]!.length;
  }
  if (held) yield withoutPadding(held, samples - (input.findings.lastSample ?? samples));
}

/** Most samples that one Opus packet holds: 120 ms. */
const OPUS_PACKET = 5760;

/**
 * Cuts off what lies behind the last granule position (RFC 7845, 4.4), which the decoder forgets where
 * the first page of sound is the last. More than a packet means that the stream is chained.
 */
function withoutPadding(chunk: RawChunk, excess: number): RawChunk {
  if (excess <= 0 || excess > OPUS_PACKET) return chunk;
  const channels = chunk.channels.map((channel) =>
    channel.subarray(0, Math.max(0, channel.length - excess))
  );
  return { ...chunk, channels };
}

interface WasmKind<Decoder> {
  readonly kind: string;
  readonly make: () => Decoder;
  readonly orders?: typeof WAVE_ORDER;
}

function decodeWith(
  input: CodecInput,
  kind: WasmKind<ByteDecoder>,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<RawChunk> {
  return runDecoder(input, kind, async function* (decoder) {
    for await (const block of blocks) yield await quietly(() => decoder.decode(block));
    if (decoder.flush) yield await quietly(() => decoder.flush!());
  });
}

/** Runs a decoder until the file ends or the decoder gives up, and notes what it complained of. */
export async function* runDecoder<Decoder extends WasmDecoder>(
  input: CodecInput,
  kind: WasmKind<Decoder>,
  results: (decoder: Decoder) => AsyncIterable<WasmResult>,
): AsyncGenerator<RawChunk> {
  const decoder = await take(kind);
  const errors: WasmError[] = [];
  let samples = 0;
  let isClean = false;
  try {
    for await (const result of untilFailure(results(decoder), input)) {
      errors.push(...result.errors.slice(0, MOST_ERRORS - errors.length));
      samples += Math.max(0, result.samplesDecoded);
      yield* chunkOf(result, { input, kind });
    }
    isClean = errors.length === 0;
  } finally {
    noteErrors(input.findings, { errors, samples });
    await putBack(decoder, { kind: kind.kind, isClean });
  }
}

async function* untilFailure(
  results: AsyncIterable<WasmResult>,
  input: CodecInput,
): AsyncGenerator<WasmResult> {
  try {
    yield* results;
  } catch (error) {
    noteFailure(input.findings, error);
  }
}

/** Counts the errors that samples follow; what only errors follow is padding or a foreign tag. */
function noteErrors(
  findings: Findings,
  run: { readonly errors: readonly WasmError[]; readonly samples: number },
): void {
  findings.badFrames += run.errors.filter((error) => error.outputSamples < run.samples).length;
  const first = run.errors[0]?.message;
  if (first !== undefined) findings.complaint ??= first;
}

function* chunkOf(
  result: WasmResult,
  context: { readonly input: CodecInput; readonly kind: WasmKind<WasmDecoder> },
): Generator<RawChunk> {
  const { samplesDecoded, sampleRate } = result;
  if (samplesDecoded <= 0 || sampleRate <= 0 || result.channelData.length === 0) return;
  const channels = result.channelData.map((channel) => channel.subarray(0, samplesDecoded));
  const speakers = context.kind.orders?.[channels.length];
  if (speakers) context.input.findings.speakers ??= speakers;
  yield { sampleRate, channels };
}

async function take<Decoder extends WasmDecoder>(kind: WasmKind<Decoder>): Promise<Decoder> {
  const kept = idle.get(kind.kind) as Decoder | undefined;
  idle.delete(kind.kind);
  const decoder = kept ?? kind.make();
  await decoder.ready;
  return decoder;
}

/** A decoder that met damage is not used again. */
async function putBack(
  decoder: WasmDecoder,
  state: { readonly kind: string; readonly isClean: boolean },
): Promise<void> {
  try {
    if (!state.isClean || idle.has(state.kind)) decoder.free();
    else {
      await decoder.reset();
      idle.set(state.kind, decoder);
    }
  } catch {
    // A decoder whose memory is damaged cannot even be freed; the collector takes it.
  }
}
