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
  /**
   * Keep the mean of both channels instead of both: half the memory. Where the channels cancel each other out
   * in it, half their difference is kept, and a note says so.
   */
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
  if (!options.mono) return await decodeOnce(input, options, (channels) => channels);
  const halves = new Halves();
  const decoded = await decodeOnce(input, options, (channels) => [halves.sumOf(channels)]);
  if (halves.summed >= CANCELLED * halves.differing) return decoded;
  const { onChunk: _, ...again } = options;
  const other = await decodeOnce(input, again, (channels) => [halfDifference(channels)]);
  return { ...other, notes: [...other.notes, CANCELLED_NOTE] };
}

/** Share of the difference's energy below which the mean of the channels is not the music: -20 dB. */
const CANCELLED = 0.01;
const CANCELLED_NOTE =
  "left and right cancel each other out, so their difference was analysed in place of their mean";

/** Makes mono chunks of the sum of two channels, and adds up its energy and that of their difference. */
class Halves {
  summed = 0;
  differing = 0;

  /** Half of left plus right. */
  sumOf([left, right]: readonly Float32Array[]): Float32Array {
    if (!left || !right) {
      this.summed += Infinity;
      return left ?? new Float32Array(0);
    }
    const mono = new Float32Array(left.length);
    let summed = 0, differing = 0;
    for (let i = 0; i < mono.length; i++) {
      const sum = (left[i]! + right[i]!) / 2, difference = (left[i]! - right[i]!) / 2;
      mono[i] = sum;
      summed += sum * sum;
      differing += difference * difference;
    }
    this.summed += summed;
    this.differing += differing;
    return mono;
  }
}

/** Half of left minus right. */
function halfDifference([left, right]: readonly Float32Array[]): Float32Array {
  return left && right ? left.map((sample, i) => (sample - right[i]!) / 2) : left!;
}

async function decodeOnce(
  input: string | Uint8Array,
  options: DecodeOptions,
  keep: (channels: readonly Float32Array[]) => readonly Float32Array[],
): Promise<Decoded> {
  const { maxSeconds: seconds = MOST_SECONDS, onChunk } = options;
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
      window.push(keep(chunk.channels));
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
