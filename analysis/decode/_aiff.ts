import type { CodecInput, RawChunk } from "./_codec.ts";
import { decodePcm, isReadable, type PcmEncoding } from "./_pcm.ts";
import { ForeignCodec } from "./_wav.ts";
import { blocksOf } from "./byte_source.ts";
import { DecodeError } from "./decode_error.ts";

interface Common {
  readonly encoding: PcmEncoding;
  readonly bytes: number;
  readonly isLittle: boolean;
  readonly channels: number;
  readonly sampleRate: number;
  readonly frames: number;
}

/** AIFF, and AIFC with plain PCM, floats, A-law or u-law. The chunks may come in any order. */
export async function* decodeAiff(input: CodecInput): AsyncGenerator<RawChunk> {
  const { source, findings } = input;
  let common: Common | undefined;
  let sound: { readonly start: number } | undefined;
  for (let at = input.start + 12; at + 8 <= source.size && !(common && sound);) {
    const bytes = await source.read(at, 40);
    const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const id = String.fromCharCode(...bytes.subarray(0, 4));
    const size = head.getUint32(4);
    if (id === "COMM") common = commonOf(head);
    if (id === "SSND") {
      const skipped = head.byteLength >= 12 ? head.getUint32(8) : 0;
      sound = { start: at + 16 + skipped };
    }
    at += 8 + size + (size & 1);
  }
  if (!sound) throw new DecodeError("the AIFF file has no samples; it is cut short or damaged");
  if (!common) throw new DecodeError("the AIFF file has samples but no format");
  const frameBytes = common.bytes * common.channels;
  findings.stated = common.frames / common.sampleRate;
  findings.codec = common.encoding === "float" ? "pcm float" : "pcm";
  findings.isFloat = common.encoding === "float";
  const end = Math.min(source.size, sound.start + common.frames * frameBytes);
  findings.audioBytes = Math.max(0, end - sound.start);
  yield* decodePcm(blocksOf(source, { start: sound.start, end }), common);
}

const COMPRESSIONS: Readonly<Record<string, readonly [PcmEncoding, number?]>> = {
  "NONE": ["signed"],
  "twos": ["signed"],
  "sowt": ["signed"],
  "raw ": ["unsigned", 1],
  "in24": ["signed", 3],
  "in32": ["signed", 4],
  "fl32": ["float", 4],
  "FL32": ["float", 4],
  "fl64": ["float", 8],
  "FL64": ["float", 8],
  "alaw": ["alaw", 1],
  "ALAW": ["alaw", 1],
  "ulaw": ["ulaw", 1],
  "ULAW": ["ulaw", 1],
};

function commonOf(head: DataView): Common {
  if (head.byteLength < 26) throw new DecodeError("the format of the AIFF file is cut short");
  const channels = head.getUint16(8);
  const frames = head.getUint32(10);
  const bits = head.getUint16(14);
  const sampleRate = extended(head, 16);
  const hasCompression = head.getUint32(4) >= 22 && head.byteLength >= 30;
  const type = hasCompression
    ? String.fromCharCode(...[26, 27, 28, 29].map((at) => head.getUint8(at)))
    : "NONE";
  if (channels === 0 || channels > 64) {
    throw new DecodeError(`the AIFF file states ${channels} channels`);
  }
  if (!(sampleRate >= 100 && sampleRate <= 1_000_000)) {
    throw new DecodeError(`the AIFF file states a sample rate of ${sampleRate} Hz`);
  }
  const [encoding, fixed] = COMPRESSIONS[type] ?? [];
  const bytes = fixed ?? Math.ceil(bits / 8);
  if (!encoding || !isReadable(encoding, bytes)) {
    throw new ForeignCodec(`AIFF codec "${type}" with ${bits} bit`);
  }
  return { encoding, bytes, isLittle: type === "sowt", channels, sampleRate, frames };
}

/** The 80-bit float in which AIFF states its sample rate. */
function extended(head: DataView, at: number): number {
  const exponent = (head.getUint16(at) & 0x7fff) - 16383;
  return head.getUint32(at + 2) * 2 ** (exponent - 31) +
    head.getUint32(at + 6) * 2 ** (exponent - 63);
}
