import { decoder as makeDecoder } from "@audio/decode-aac";
import type { Findings } from "./_codec.ts";
import { quietly } from "./_quiet.ts";

/** What a decoder of AAC or ALAC makes of some frames. */
export interface AacResult {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
  readonly errors?: number;
}

/** Frames of an AAC stream, and how they are to be read. */
export interface AacStream {
  /** AudioSpecificConfig, ISO/IEC 14496-3, 1.6.2.1. */
  readonly config: Uint8Array;
  /** The presentation's part of the media. */
  readonly gapless?: { readonly start: number; readonly duration?: number };
}

type AacDecoder = Awaited<ReturnType<typeof makeDecoder>>;

const PROBED_FRAMES = 200;
const FRAMES_A_CALL = 64;
/** Taps of the high-pass with which the upper half of the spectrum is listened to. */
const TAPS = 63;
/** Below this share of the energy nothing was put into the upper half: -60 dB. */
const EMPTY_SHARE = 1e-6;

/**
 * Decodes AAC frames. A stream of at most 24 kHz whose configuration does not say whether there is spectral
 * band replication is taken for one that has it by the decoder (ISO/IEC 14496-3, 1.6.5); where its upper half is
 * then empty there is none, and it is decoded at its own rate.
 */
export async function* decodeAac(
  frames: AsyncIterable<Uint8Array>,
  stream: AacStream,
  findings: Findings,
): AsyncGenerator<AacResult> {
  const iterator = frames[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let config = stream.config;
  if (isImplicit(config)) {
    for (let step; first.length < PROBED_FRAMES && !(step = await iterator.next()).done;) {
      first.push(step.value);
    }
    if (!await isReplicated(config, first)) config = withoutReplication(config);
  }
  const { gapless } = stream;
  const decoder = await makeDecoder({ asc: config, ...(gapless && { gapless }) });
  try {
    let isFirst = true;
    for await (const batch of batched(first, iterator)) {
      const result = await decoded(decoder, batch);
      // The decoder holds its first frame back, and calls that an error.
      const errors = (result.errors ?? 0) - (isFirst ? 1 : 0);
      isFirst = false;
      yield { ...result, errors: Math.max(0, errors) };
    }
  } finally {
    findings.codec ??= "aac";
    decoder.free();
    await iterator.return?.();
  }
}

async function decoded(decoder: AacDecoder, batch: Uint8Array[]): Promise<AacResult> {
  return await quietly(() => decoder.decode(batch));
}

async function* batched(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array[]> {
  for (let i = 0; i < first.length; i += FRAMES_A_CALL) yield first.slice(i, i + FRAMES_A_CALL);
  let batch: Uint8Array[] = [];
  for (let step = await rest.next(); !step.done; step = await rest.next()) {
    batch.push(step.value);
    if (batch.length < FRAMES_A_CALL) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Index of the sampling frequency from which on replication is assumed: 24 kHz. */
const LOW_RATE = 6;

function isImplicit(config: Uint8Array): boolean {
  const bits = ((config[0] ?? 0) << 8) | (config[1] ?? 0);
  const [type, rate] = [bits >> 11, (bits >> 7) & 15];
  return type === 2 && rate >= LOW_RATE && rate < 13 && config.length < 5;
}

/** The configuration with the extension that says there is no replication. */
function withoutReplication(config: Uint8Array): Uint8Array {
  return Uint8Array.of(config[0]!, config[1]! & 0xf8, 0x56, 0xe5, 0x00);
}

async function isReplicated(config: Uint8Array, frames: Uint8Array[]): Promise<boolean> {
  const decoder = await makeDecoder({ asc: config });
  let [high, all] = [0, 0];
  try {
    for (let i = 0; i < frames.length; i += FRAMES_A_CALL) {
      const { channelData: [channel] } = await decoded(decoder, frames.slice(i, i + FRAMES_A_CALL));
      if (!channel) continue;
      for (let at = TAPS; at < channel.length; at++) {
        let sum = 0;
        for (let tap = 0; tap < TAPS; tap++) sum += HIGH_PASS[tap]! * channel[at - tap]!;
        high += sum * sum;
        all += channel[at]! * channel[at]!;
      }
    }
  } catch {
    return false;
  } finally {
    decoder.free();
  }
  return high > EMPTY_SHARE * all;
}

/** A Blackman-windowed high-pass that begins a little above a quarter of the sample rate. */
const HIGH_PASS = Float64Array.from({ length: TAPS }, (_, i) => {
  const [at, cut] = [i - (TAPS - 1) / 2, 0.3];
  const low = at === 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * at) / (Math.PI * at);
  const phase = 2 * Math.PI * i / (TAPS - 1);
  const window = 0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase);
  return window * ((at === 0 ? 1 : 0) - low);
});
