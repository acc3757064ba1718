import type { Hertz, In, Seconds } from "../../domain/mod.ts";
import type { Sniffed } from "../files/mod.ts";
import { decodeAiff } from "./_aiff.ts";
import type { Codec, CodecInput, Findings, RawChunk } from "./_codec.ts";
import { Conform, LOUDEST_CODED, LOUDEST_FLOAT } from "./_conform.ts";
import { decodeWithFfmpeg } from "./_ffmpeg.ts";
import { decodeAdts } from "./_adts.ts";
import { decodeFlac } from "./_flac.ts";
import { decodeMp4 } from "./_mp4.ts";
import { inspectFlac, inspectMpeg } from "./_stated.ts";
import { decodeOgg, inspectOgg } from "./_ogg.ts";
import { decodeMpeg } from "./_wasm_codecs.ts";
import { decodeWav, ForeignCodec } from "./_wav.ts";
import { openSource, sniffSource } from "./_open.ts";
import { DecodeError, textOf } from "./decode_error.ts";
import type { Speaker } from "./downmix.ts";
import { cleanText } from "./_text.ts";
import { type FileTags, type Metadata, readMetadata } from "./tags.ts";

/** A piece of decoded audio, a few seconds at most. */
export interface Chunk {
  readonly sampleRate: Hertz;
  /** One or two channels, as many in each chunk; samples nominally in [-1, 1] and always finite. */
  readonly channels: readonly Float32Array[];
  /** All channels where the file has more than two, before the down-mix. */
  readonly surround?: Surround;
}

/** More than two channels, and where they are meant to sound. */
export interface Surround {
  /** Samples always finite. */
  readonly channels: readonly Float32Array[];
  /** Loudspeaker of each channel, where the file or its codec says it. */
  readonly speakers?: readonly Speaker[];
  /** Whether `speakers` is only what is usual for as many channels. */
  readonly isAssumed?: boolean;
}

/** What is known of a file before its samples. */
export interface Opened {
  readonly container: string;
  /** Seconds as the container states them or lets expect, where it does. */
  readonly stated?: Seconds;
  readonly tags: FileTags;
  readonly hasCover: boolean;
}

/** What is known of a file once all its samples have been seen. */
export interface StreamFacts extends Opened {
  readonly codec: string;
  readonly sampleRate: Hertz;
  /** Channels of the file, before any down-mix. */
  readonly channels: number;
  /** How more than two channels became two, in words. */
  readonly downmix?: string;
  readonly bitRate?: In<"kbit/s">;
  /** Of the decoded samples. */
  readonly duration: Seconds;
  /** Samples that were no number, or too loud to be meant, and were set to 0. */
  readonly replacedSamples: number;
  /** Whether so many samples were replaced that what is left is not the music. */
  readonly isUnscaled: boolean;
  /** What of the tags was cut, in words. */
  readonly notes: readonly string[];
  /** Why the file is thought to be damaged, in words. */
  readonly damage?: string;
}

/** How {@linkcode decodeStream} works. */
export interface StreamOptions {
  /** Path of the file where `input` is its bytes, so that `ffmpeg` can seek in it. */
  readonly path?: string;
  /** Longest time that `ffmpeg` may take for the file. 300 s unless told otherwise. */
  readonly timeLimit?: Seconds;
  /** Called once the tags are read, before the first chunk. */
  readonly onOpen?: (opened: Opened) => void;
}

/**
 * Decodes a file from beginning to end without ever holding more than a few seconds of it. Content
 * decides which decoder; what none knows goes to the system's `ffmpeg` where there is one.
 *
 * @param input A path, or the file's bytes.
 * @returns As the generator's return value, the facts that need the whole file.
 * @throws {DecodeError} Where no sample can be had. Damage further on ends the stream and is stated.
 */
export async function* decodeStream(
  input: string | Uint8Array,
  options: StreamOptions = {},
): AsyncGenerator<Chunk, StreamFacts> {
  try {
    return yield* decodeSource(input, options);
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    throw new DecodeError(textOf(error), { cause: error });
  }
}

async function* decodeSource(
  input: string | Uint8Array,
  options: StreamOptions,
): AsyncGenerator<Chunk, StreamFacts> {
  using source = await openSource(input, options.path);
  if (source.size === 0) throw new DecodeError("the file is empty");
  const { sniffed, start } = await sniffSource(source);
  const metadata = await readMetadata(input, { container: sniffed.container, start });
  const findings: Findings = { badFrames: 0, damage: [] };
  const codecInput: CodecInput = { source, start, findings, timeLimit: options.timeLimit ?? 300 };
  if (sniffed.codec) findings.codec = sniffed.codec;
  const end = await inspect(sniffed, codecInput);
  const { container } = sniffed;
  const opened = { container, tags: metadata.tags, hasCover: metadata.hasCover };
  options.onOpen?.({
    ...opened,
    ...stated(findings.stated ?? findings.expected ?? metadata.duration),
  });
  const run = new Run(findings, metadata);
  yield* run.chunks(rawChunks(sniffed, { ...codecInput, end }));
  return { ...opened, ...stated(findings.stated), ...run.facts(source.size) };
}

const CODECS: Readonly<Record<string, Codec>> = {
  "mp3": decodeMpeg,
  "flac": decodeFlac,
  "wav": decodeWav,
  "aiff": decodeAiff,
  "mp4": decodeMp4,
  "adts": decodeAdts,
  "ogg": decodeOgg,
};

async function* rawChunks(sniffed: Sniffed, input: CodecInput): AsyncGenerator<RawChunk> {
  const decode = CODECS[sniffed.container];
  input.findings.codec ??= sniffed.container;
  if (!decode) return yield* decodeWithFfmpeg(input);
  try {
    yield* decode(input);
  } catch (error) {
    if (!(error instanceof ForeignCodec)) throw error;
    input.findings.codec = error.message;
    yield* decodeWithFfmpeg(input);
  }
}

/** Looks into the container for what it states; returns where its useful bytes end. */
async function inspect(sniffed: Sniffed, input: CodecInput): Promise<number> {
  if (sniffed.container === "mp3") await inspectMpeg(input);
  if (sniffed.container === "flac") await inspectFlac(input);
  return sniffed.container === "ogg" ? await inspectOgg(input) : input.source.size;
}

/** Share of samples above which a file is not damaged here and there but means something else by its numbers. */
const MOST_REPLACED = 0.01;
const MOST_DAMAGE_CHARACTERS = 1000;

/** One pass over a file: conforms the chunks and adds up what the facts need. */
class Run {
  readonly #findings: Findings;
  readonly #metadata: Metadata;
  readonly #conform = new Conform();
  #samples = 0;
  #channels = 0;
  #isRateChanged = false;

  constructor(findings: Findings, metadata: Metadata) {
    this.#findings = findings;
    this.#metadata = metadata;
  }

  async *chunks(raw: AsyncIterable<RawChunk>): AsyncGenerator<Chunk> {
    const findings = this.#findings;
    for await (const chunk of raw) {
      const length = chunk.channels[0]?.length ?? 0;
      if (length === 0) continue;
      this.#channels ||= findings.channels ?? chunk.channels.length;
      const loudest = findings.isFloat ? LOUDEST_FLOAT : LOUDEST_CODED;
      const { speakers } = findings;
      const channels = this.#conform.apply(chunk, { channels: this.#channels, speakers, loudest });
      const sampleRate = this.#conform.sampleRate!;
      if (chunk.sampleRate !== sampleRate && !this.#isRateChanged) {
        this.#isRateChanged = true;
        const from = (this.#samples / sampleRate).toFixed(1);
        findings.damage.push(
          `the sample rate changes to ${chunk.sampleRate} Hz after ${from} s; the rest is converted`,
        );
      }
      this.#samples += channels[0]!.length;
      yield { sampleRate, channels, ...this.#surroundOf(chunk) };
    }
  }

  /** All channels of a chunk with more than two; of another rate than the stream's they are of no use. */
  #surroundOf({ channels, sampleRate }: RawChunk): Pick<Chunk, "surround"> {
    if (channels.length <= 2 || sampleRate !== this.#conform.sampleRate) return {};
    const { speakers, isOrderAssumed } = this.#findings;
    const layout = { ...(speakers && { speakers }), ...(isOrderAssumed && { isAssumed: true }) };
    return { surround: { channels, ...layout } };
  }

  facts(size: number): Omit<StreamFacts, keyof Opened> {
    const { codec, complaint } = this.#findings;
    const sampleRate = this.#conform.sampleRate;
    if (sampleRate === undefined) {
      const why = complaint ?? this.#findings.damage[0];
      throw new DecodeError(`no sample of it can be decoded${why ? ` (${why})` : ""}`);
    }
    const duration = this.#samples / sampleRate;
    const { audioBytes } = this.#findings;
    const mean = (audioBytes ?? size) * 8 / 1000 / duration;
    const bitRate = audioBytes === undefined ? this.#metadata.bitRate ?? mean : mean;
    const damage = this.#damage(duration);
    const { downmix, replaced } = this.#conform;
    return {
      codec: codec ?? "unknown",
      sampleRate,
      channels: this.#channels,
      ...(downmix !== undefined && { downmix }),
      bitRate,
      duration,
      replacedSamples: replaced,
      isUnscaled: replaced > MOST_REPLACED * this.#samples * this.#channels,
      notes: this.#metadata.cut ?? [],
      ...(damage !== undefined && { damage }),
    };
  }

  #damage(duration: Seconds): string | undefined {
    const { stated, badFrames, damage } = this.#findings;
    const signs = [...damage];
    if (stated !== undefined && duration < stated - Math.max(0.25, stated * 0.005)) {
      signs.unshift(`decoded ${duration.toFixed(1)} s of ${stated.toFixed(1)} s`);
    }
    if (badFrames > 0) signs.push(`${badFrames} damaged ${badFrames === 1 ? "frame" : "frames"}`);
    const { replaced, limited } = this.#conform;
    const samples = (count: number) => count === 1 ? "sample" : "samples";
    if (replaced > 0) signs.push(`${replaced} impossible ${samples(replaced)} set to 0`);
    if (limited > 0) signs.push(`${limited} ${samples(limited)} beyond +24 dBFS, measured as that`);
    return cleanText([...new Set(signs)].join("; "), MOST_DAMAGE_CHARACTERS);
  }
}

function stated(seconds: Seconds | undefined): { readonly stated?: Seconds } {
  return seconds === undefined ? {} : { stated: seconds };
}
