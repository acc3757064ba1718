import type { CodecInput, RawChunk } from "./_codec.ts";
import { decodePcm, isReadable, type PcmEncoding } from "./_pcm.ts";
import { blocksOf, type ByteSource } from "./byte_source.ts";
import { DecodeError } from "./decode_error.ts";
import { type Speaker, WAVE_ORDER } from "./downmix.ts";
import { HIDDEN_SEARCH_BYTES, hiddenCodec } from "./_hidden.ts";

/** A codec inside a WAV file that is no plain PCM, such as ADPCM; `ffmpeg` may know it. */
export class ForeignCodec extends Error {}

/** What a WAV file says of its samples. */
export interface WavFormat {
  readonly encoding: PcmEncoding;
  readonly bytes: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly speakers?: readonly Speaker[];
  /** Whether the file has no channel mask, so that `speakers` is only what is usual. */
  readonly isOrderAssumed?: boolean;
}

/** WAV, RF64 and BW64 with integers of 8 to 64 bit, floats, A-law or u-law, extensible or not. */
export async function* decodeWav(input: CodecInput): AsyncGenerator<RawChunk> {
  const { source, start, findings } = input;
  const isLittle = String.fromCharCode(...await source.read(start, 4)) !== "RIFX";
  const { format, data } = await readWavHead(source, { start, isLittle });
  const available = Math.max(0, source.size - data.start);
  const isStated = data.size > 0 && data.size < 0xfffffff0;
  const end = data.start + (isStated ? Math.min(data.size, available) : available);
  const frameBytes = format.bytes * format.channels;
  if (isStated) findings.stated = Math.floor(data.size / frameBytes) / format.sampleRate;
  findings.codec = format.encoding === "float" ? "pcm float" : "pcm";
  findings.isFloat = format.encoding === "float";
  if (format.speakers) findings.speakers = format.speakers;
  if (format.isOrderAssumed) findings.isOrderAssumed = true;
  findings.audioBytes = Math.max(0, end - data.start);
  const hidden = hiddenCodec(await source.read(data.start, HIDDEN_SEARCH_BYTES));
  if (hidden) throw new ForeignCodec(hidden);
  yield* decodePcm(blocksOf(source, { start: data.start, end }), { ...format, isLittle });
}

/** Where the samples lie; `size` as stated, which 0 and 0xffffffff leave open. */
interface Data {
  readonly start: number;
  readonly size: number;
}

/** Reads the chunks of a WAV file up to its samples. @throws {DecodeError} Where there are none. */
export async function readWavHead(
  source: ByteSource,
  at: { readonly start: number; readonly isLittle: boolean },
): Promise<{ readonly format: WavFormat; readonly data: Data }> {
  let format: WavFormat | undefined;
  let longData: number | undefined;
  for (let offset = at.start + 12; offset + 8 <= source.size;) {
    const head = view(await source.read(offset, 40));
    const id = idAt(head, 0);
    const size = head.getUint32(4, at.isLittle);
    if (id === "ds64" && head.byteLength >= 28) longData = Number(head.getBigUint64(16, true));
    if (id === "fmt ") {
      format = formatOf(view(await source.read(offset + 8, Math.min(size, 64))), at.isLittle);
    }
    if (id === "data") {
      if (!format) throw new DecodeError("the WAV file has samples but no format");
      const whole = size === 0xffffffff && longData !== undefined ? longData : size;
      return { format, data: { start: offset + 8, size: whole } };
    }
    offset += 8 + size + (size & 1);
  }
  throw new DecodeError("the WAV file has no samples; it is cut short or damaged");
}

const PCM = 1, IEEE_FLOAT = 3, ALAW = 6, ULAW = 7, EXTENSIBLE = 0xfffe;

function formatOf(fmt: DataView, isLittle: boolean): WavFormat {
  if (fmt.byteLength < 16) throw new DecodeError("the format of the WAV file is cut short");
  const isExtensible = fmt.getUint16(0, isLittle) === EXTENSIBLE && fmt.byteLength >= 26;
  const tag = isExtensible ? fmt.getUint16(24, isLittle) : fmt.getUint16(0, isLittle);
  const channels = fmt.getUint16(2, isLittle);
  const sampleRate = fmt.getUint32(4, isLittle);
  const align = fmt.getUint16(12, isLittle);
  const bits = fmt.getUint16(14, isLittle);
  if (channels === 0 || channels > 64) {
    throw new DecodeError(`the WAV file states ${channels} channels`);
  }
  if (sampleRate < 100 || sampleRate > 1_000_000) {
    throw new DecodeError(`the WAV file states a sample rate of ${sampleRate} Hz`);
  }
  const bytes = align > 0 && align % channels === 0 ? align / channels : Math.ceil(bits / 8);
  const encoding = encodingOf(tag, bytes);
  if (!encoding || !isReadable(encoding, bytes)) {
    throw new ForeignCodec(`WAV codec 0x${tag.toString(16).padStart(4, "0")} with ${bits} bit`);
  }
  const mask = isExtensible ? fmt.getUint32(20, isLittle) : 0;
  const speakers = mask
    ? speakersOf(mask, channels)
    : channels >= 6
    ? WAVE_ORDER[channels]
    : undefined;
  const layout = { ...(speakers && { speakers }), ...(!mask && { isOrderAssumed: true }) };
  return { encoding, bytes, channels, sampleRate, ...layout };
}

function encodingOf(tag: number, bytes: number): PcmEncoding | undefined {
  if (tag === PCM) return bytes === 1 ? "unsigned" : "signed";
  if (tag === IEEE_FLOAT) return "float";
  if (tag === ALAW) return "alaw";
  return tag === ULAW ? "ulaw" : undefined;
}

/** Bits of `dwChannelMask` in their order. */
const MASK_SPEAKERS: readonly Speaker[] = [
  "FL",
  "FR",
  "FC",
  "LFE",
  "BL",
  "BR",
  "other",
  "other",
  "BC",
  "SL",
  "SR",
];

function speakersOf(mask: number, channels: number): readonly Speaker[] | undefined {
  const speakers: Speaker[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if ((mask >>> bit) & 1) speakers.push(MASK_SPEAKERS[bit] ?? "other");
  }
  return speakers.length === channels ? speakers : undefined;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function idAt(head: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => head.getUint8(at + i)));
}
