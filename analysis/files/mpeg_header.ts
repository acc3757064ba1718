/** The header of one MPEG audio frame, ISO/IEC 11172-3 and 13818-3. */
export interface MpegHeader {
  readonly version: 1 | 2 | 2.5;
  readonly layer: 1 | 2 | 3;
  /** kbit/s. */
  readonly bitRate: number;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Bytes of the whole frame. */
  readonly length: number;
  /** Samples per channel. */
  readonly samples: number;
  /** Bytes between the header and a Xing or Info tag. */
  readonly sideInfo: number;
}

const BIT_RATES: Readonly<Record<string, readonly number[]>> = {
  "1-1": [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "1-2": [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "1-3": [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2-1": [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2-2": [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  "2-3": [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const SAMPLE_RATES = [44100, 48000, 32000];

/** Reads the frame header at `offset`, or nothing where there is none. Free-format frames are not read. */
export function mpegHeaderAt(bytes: Uint8Array, offset: number): MpegHeader | undefined {
  if (offset + 4 > bytes.length) return undefined;
  const [a, b, c, d] = [bytes[offset]!, bytes[offset + 1]!, bytes[offset + 2]!, bytes[offset + 3]!];
  if (a !== 0xff || (b & 0xe0) !== 0xe0) return undefined;
  const version = ([2.5, undefined, 2, 1] as const)[(b >> 3) & 3];
  const layer = ([undefined, 3, 2, 1] as const)[(b >> 1) & 3];
  const rate = SAMPLE_RATES[(c >> 2) & 3];
  if (version === undefined || layer === undefined || rate === undefined) return undefined;
  const bitRate = BIT_RATES[`${Math.floor(version)}-${layer}`]?.[c >> 4];
  if (!bitRate) return undefined;
  const sampleRate = rate / (version === 1 ? 1 : version === 2 ? 2 : 4);
  const channels = (d >> 6) === 3 ? 1 : 2;
  const padding = (c >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
  const length = layer === 1
    ? (Math.floor(12000 * bitRate / sampleRate) + padding) * 4
    : Math.floor(samples * 125 * bitRate / sampleRate) + padding;
  const sideInfo = version === 1 ? (channels === 1 ? 17 : 32) : (channels === 1 ? 9 : 17);
  return { version, layer, bitRate, sampleRate, channels, length, samples, sideInfo };
}

/**
 * Offset of the first frame in `bytes` that a second of the same kind follows where its length says,
 * or -1. Where `bytes` end before the second frame, a first one at the very beginning has to do, unless
 * it is of layer 1, which UTF-16 text looks like.
 */
export function firstMpegFrame(bytes: Uint8Array, limit: number): number {
  for (let at = 0; at < Math.min(limit, bytes.length - 3); at++) {
    const header = mpegHeaderAt(bytes, at);
    if (!header) continue;
    const next = at + header.length;
    if (next + 4 > bytes.length) {
      if (at === 0 && header.layer !== 1) return at;
      continue;
    }
    const second = mpegHeaderAt(bytes, next);
    if (second && second.version === header.version && second.layer === header.layer) return at;
  }
  return -1;
}
