import { absent, type Hertz, type Wave } from "../../domain/mod.ts";
import { type Chunk, decode, type Decoded } from "../decode/mod.ts";
import { createLoudnessMeter, type Loudness, type LoudnessMeter } from "../signal/mod.ts";
import { WaveMaker } from "../strips/wave.ts";
import { type ChannelWeights, channelWeights } from "./channel_weights.ts";

/** Lowest sample rate at which the filter of the loudness measure is defined. */
const LOWEST_RATE: Hertz = 2000;

/** A decoded file, and how loud all of it is. */
export interface Measured {
  /** In mono; `downmix` says also how its channels were weighed. */
  readonly decoded: Decoded;
  readonly loudness: () => Loudness;
  /** Its waveform; `undefined` where it has no sample. */
  readonly wave: Wave | undefined;
}

/**
 * Decodes a file; loudness is measured on all of it, whatever part is kept, and on all its channels,
 * where it is asked for.
 *
 * @throws {DecodeError} Where no sample can be had.
 */
export async function decodeMeasured(path: string, isLoudnessDue: boolean): Promise<Measured> {
  let meter: LoudnessMeter | undefined;
  let weighed: ChannelWeights | undefined;
  const wave = new WaveMaker();
  const decoded = await decode(path, {
    mono: true,
    onChunk: (chunk) => {
      const { sampleRate, channels, surround } = chunk;
      wave.add(channels, sampleRate);
      if (sampleRate < LOWEST_RATE || channels.length === 0) return;
      if (!meter && surround) weighed ??= channelWeights(surround.channels.length, surround);
      if (!isLoudnessDue) return;
      meter ??= createLoudnessMeter(sampleRate, weighed?.weights ?? channels.length);
      meter.add(weighed ? widened(chunk, weighed.weights.length) : channels);
    },
  });
  const nothing = absent("too-short");
  const downmix = [decoded.downmix, weighed?.text].filter((text) => text !== undefined).join("; ");
  return {
    wave: wave.end(),
    decoded: { ...decoded, ...(downmix && { downmix }) },
    loudness: () => meter?.result() ?? { integrated: nothing, range: nothing, truePeak: nothing },
  };
}

/** All channels of a chunk; where a stream has fewer for a while, its stereo and silence. */
function widened({ channels, surround }: Chunk, count: number): readonly Float32Array[] {
  if (surround?.channels.length === count) return surround.channels;
  const nothing = new Float32Array(channels[0]!.length);
  return Array.from({ length: count }, (_, c) => channels[c] ?? nothing);
}
