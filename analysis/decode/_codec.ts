import type { Hertz, Seconds } from "../../domain/mod.ts";
import type { ByteSource } from "./byte_source.ts";
import type { Speaker } from "./downmix.ts";

/** Samples as a codec gives them: one array per channel of the file. */
export interface RawChunk {
  readonly sampleRate: Hertz;
  readonly channels: readonly Float32Array[];
}

/** What a codec finds out on the way; it writes, the stream reads at the end. */
export interface Findings {
  codec?: string;
  /** Channels of the file, where the decoder always gives two. */
  channels?: number;
  /** Speaker of each channel, where the file or the codec says it. */
  speakers?: readonly Speaker[];
  /** Whether `speakers` is only what is usual for as many channels. */
  isOrderAssumed?: boolean;
  /** Duration that the container states. */
  stated?: Seconds;
  /** Duration to be expected where none is stated; not good enough to call a file damaged. */
  expected?: Seconds;
  /** Samples per channel up to the granule position of an Ogg Opus stream's last page. */
  lastSample?: number | undefined;
  /** Whether an Ogg file ends in another logical stream than it begins with. */
  isChained?: boolean;
  /** Bytes of the file that are sound: no tags, covers or other streams. */
  audioBytes?: number;
  /** Frames that the decoder could not use. */
  badFrames: number;
  /** First of the decoder's complaints. */
  complaint?: string;
  /** Further signs of damage, in words. */
  damage: string[];
  /** Whether samples far above full scale can be meant: float formats. */
  isFloat?: boolean;
}

/** Where a codec finds its input. */
export interface CodecInput {
  readonly source: ByteSource;
  /** Offset of the container's first byte, behind an ID3v2 tag. */
  readonly start: number;
  /** Offset behind the last byte that is of use, the file's size unless the end is broken. */
  readonly end?: number;
  readonly findings: Findings;
  /** Longest time that a system program may take, in seconds. */
  readonly timeLimit: Seconds;
}

/** Decodes from beginning to end, in chunks of a few seconds at most. */
export type Codec = (input: CodecInput) => AsyncGenerator<RawChunk>;

/**
 * Notes that a decoder threw, which ends the file there. What a decoder says itself is passed on; an
 * error of its innards (a read outside its memory, say) would tell a listener nothing.
 */
export function noteFailure(findings: Findings, error: unknown): void {
  const isOwn = error instanceof Error && error.constructor === Error;
  if (isOwn) findings.complaint ??= error.message;
  findings.damage.push("the decoder gave up");
}
