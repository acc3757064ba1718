import type { Seconds } from "../../domain/mod.ts";
import { type Chunk, decodeStream, type Opened, type StreamFacts } from "./decode_stream.ts";
import type { Signal } from "../signal/mod.ts";
import { type Kept, Window } from "./_window.ts";

/** Seconds of a file that are kept for the analysis unless told otherwise. */
export const MOST_SECONDS: Seconds = 600;

/** How {@linkcode decode} works. */
export interface DecodeOptions {
  /** Path of the file, where `ffmpeg` may have to read it. */
  readonly path?: string;
  /** Longest part to keep, {@linkcode MOST_SECONDS} unless told otherwise: the middle of a longer file. */
  readonly maxSeconds?: Seconds;
  /** Keep the mean of both channels instead of both: half the memory. */
  readonly mono?: boolean;
  /** Hears the whole file, chunk by chunk, whatever is kept of it. The samples may not be changed. */
  readonly onChunk?: (chunk: Chunk) => void;
  /** Longest time that `ffmpeg` may take. */
  readonly timeLimit?: Seconds;
}

/** A decoded file. */
export interface Decoded extends StreamFacts {
  /** One or two channels: the whole file, or the part that `heard` names. */
  readonly signal: Signal;
  /** Beginning and end of `signal` in the file, in seconds; absent where it is the whole. */
  readonly heard?: readonly [Seconds, Seconds];
}

/**
 * Decodes a file and keeps it, or the middle `maxSeconds` of it. `onChunk` hears it whole, so that
 * loudness can be measured over an hour of which ten minutes are kept.
 *
 * @param input A path, which is read piece by piece, or the file's bytes.
 * @throws {DecodeError} Where no sample can be had.
 */
export async function decode(
  input: string | Uint8Array,
  options: DecodeOptions = {},
): Promise<Decoded> {
  const { maxSeconds: seconds = MOST_SECONDS, mono = false, onChunk } = options;
  let opened: Opened | undefined;
  const stream = decodeStream(input, {
    ...(options.path !== undefined && { path: options.path }),
    ...(options.timeLimit !== undefined && { timeLimit: options.timeLimit }),
    onOpen: (facts) => opened = facts,
  });
  let window: Window | undefined;
  try {
    for (;;) {
      const step = await stream.next();
      if (step.done) return decodedFrom(step.value, window?.take() ?? { start: 0, channels: [] });
      const { value: chunk } = step;
      onChunk?.(chunk);
      window ??= new Window(chunk.sampleRate, { seconds, stated: opened?.stated });
      window.push(mono ? [meanOf(chunk.channels)] : chunk.channels);
    }
  } finally {
    await stream.return(undefined as never);
  }
}

function decodedFrom(facts: StreamFacts, kept: Kept): Decoded {
  const { sampleRate } = facts;
  const length = kept.channels[0]?.length ?? 0;
  const isWhole = length === Math.round(facts.duration * sampleRate);
  const heard = [kept.start / sampleRate, (kept.start + length) / sampleRate] as const;
  return {
    ...facts,
    signal: { sampleRate, channels: kept.channels },
    ...(isWhole ? {} : { heard }),
  };
}

function meanOf(channels: readonly Float32Array[]): Float32Array {
  const [left, right] = channels;
  if (!left || !right) return left ?? new Float32Array(0);
  const mean = new Float32Array(left.length);
  for (let i = 0; i < mean.length; i++) mean[i] = (left[i]! + right[i]!) / 2;
  return mean;
}
