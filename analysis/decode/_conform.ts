import type { RawChunk } from "./_codec.ts";
import { resample } from "../signal/mod.ts";
import { SAMPLE_LIMIT } from "../signal/signal.ts";
import { type Downmix, downmixFor, mixed, type Speaker } from "./downmix.ts";

/** Highest level that a sample of a lossy or integer format can have meant: +18 dBFS. */
export const LOUDEST_CODED = 8;
/** Highest level that a sample of a float format can have meant: +40 dBFS. */
export const LOUDEST_FLOAT = 100;

/** Brings the chunks of a stream to one or two channels of finite samples, and counts what it mended. */
export class Conform {
  #width: 1 | 2 | undefined;
  #downmix: Downmix | undefined;
  #sampleRate: number | undefined;
  /** Samples that were no number or far too loud, and are 0. */
  replaced = 0;
  /** Samples beyond {@linkcode SAMPLE_LIMIT}, which is what they are measured as. */
  limited = 0;

  /** What was mixed down, in words. */
  get downmix(): string | undefined {
    return this.#downmix?.text;
  }

  /** The stream's sample rate, once a chunk has come. */
  get sampleRate(): number | undefined {
    return this.#sampleRate;
  }

  /** The chunk as one or two channels at the stream's sample rate, which is that of its first chunk. */
  apply(
    chunk: RawChunk,
    file: {
      readonly channels: number | undefined;
      readonly speakers: readonly Speaker[] | undefined;
      readonly loudest: number;
    },
  ): readonly Float32Array[] {
    this.#sampleRate ??= chunk.sampleRate;
    for (const channel of new Set(chunk.channels)) this.#mend(channel, file.loudest);
    const count = chunk.channels.length;
    this.#width ??= (file.channels ?? count) === 1 && count <= 2 ? 1 : 2;
    const mixed = count > 2 ? this.#mix(chunk.channels, file.speakers) : chunk.channels;
    const rates = { from: chunk.sampleRate, to: this.#sampleRate };
    return this.#widened(mixed.map((channel) => resample(channel, rates)));
  }

  #mend(samples: Float32Array, loudest: number): void {
    for (let i = 0; i < samples.length; i++) {
      const level = Math.abs(samples[i]!);
      if (level <= SAMPLE_LIMIT) continue;
      if (level <= loudest) this.limited += 1;
      else {
        samples[i] = 0;
        this.replaced += 1;
      }
    }
  }

  #mix(
    channels: readonly Float32Array[],
    speakers: readonly Speaker[] | undefined,
  ): readonly Float32Array[] {
    if (this.#downmix && this.#downmix.left.length !== channels.length) this.#downmix = undefined;
    this.#downmix ??= downmixFor(channels.length, speakers);
    return [mixed(channels, this.#downmix.left), mixed(channels, this.#downmix.right)];
  }

  #widened(channels: readonly Float32Array[]): readonly Float32Array[] {
    if (channels.length === this.#width) return channels;
    if (this.#width === 1) return [mixed(channels, [0.5, 0.5])];
    return [channels[0]!, channels[0]!];
  }
}
