import type { Seconds } from "../../domain/mod.ts";

/** What the audio track of an MP4 file says it holds. */
export interface Mp4Config {
  readonly codec?: string;
  readonly channels?: number;
  /** Of the presentation, after its edit list. */
  readonly duration?: Seconds;
}

/** Object types of ISO/IEC 14496-1, 7.2.6.6, that hold audio. */
const OBJECT_TYPES: Readonly<Record<number, string>> = {
  0x40: "aac",
  0x66: "aac",
  0x67: "aac",
  0x68: "aac",
  0x69: "mp3",
  0x6b: "mp3",
};
const ENTRIES: Readonly<Record<string, string>> = {
  "alac": "alac",
  "fLaC": "flac",
  "Opus": "opus",
  "ac-3": "ac3",
  "ec-3": "eac3",
  ".mp3": "mp3",
};
const CONFIG_TAG = 5;

/**
 * Codec and channels of the first audio track whose description is found in `moov`. For AAC they come
 * from the AudioSpecificConfig, as the sample entry of most encoders says two channels whatever it is.
 */
export function mp4ConfigOf(moov: Uint8Array): Mp4Config {
  return { ...codecOf(moov), ...durationOf(moov) };
}

function durationOf(moov: Uint8Array): Pick<Mp4Config, "duration"> {
  const view = new DataView(moov.buffer, moov.byteOffset, moov.length);
  const isHeader = moov.length >= 48 && String.fromCharCode(...moov.subarray(12, 16)) === "mvhd";
  if (!isHeader) return {};
  const isLong = moov[16] === 1;
  const scale = view.getUint32(isLong ? 36 : 28);
  const length = isLong ? Number(view.getBigUint64(40)) : view.getUint32(32);
  return scale > 0 && length > 0 && length < 0xffffffff ? { duration: length / scale } : {};
}

function codecOf(moov: Uint8Array): Mp4Config {
  for (let at = 4; at + 32 < moov.length; at++) {
    const name = String.fromCharCode(...moov.subarray(at, at + 4));
    if (name === "esds") return esdsConfig(moov.subarray(at + 8, at + 128));
    const codec = ENTRIES[name];
    if (codec) return { codec, channels: (moov[at + 20]! << 8) | moov[at + 21]! };
  }
  return {};
}

/** Walks the descriptors of an `esds` box: 3 holds 4, which holds 5, the AudioSpecificConfig. */
function esdsConfig(bytes: Uint8Array): Mp4Config {
  let codec: string | undefined;
  for (let at = 0; at + 2 < bytes.length;) {
    const tag = bytes[at++]!;
    let length = 0;
    for (let i = 0; i < 4; i++) {
      const byte = bytes[at++] ?? 0;
      length = (length << 7) | (byte & 127);
      if (byte < 128) break;
    }
    if (tag === 3) at += 3;
    else if (tag === 4) {
      codec = OBJECT_TYPES[bytes[at] ?? 0];
      at += 13;
    } else if (tag === CONFIG_TAG) {
      const channels = channelsOfAac(bytes.subarray(at));
      return { ...(codec && { codec }), ...(codec === "aac" && channels && { channels }) };
    } else at += length;
  }
  return codec ? { codec } : {};
}

/** Channels of an AudioSpecificConfig; nothing where a program element says them. */
function channelsOfAac(config: Uint8Array): number | undefined {
  const bits = ((config[0] ?? 0) << 16) | ((config[1] ?? 0) << 8) | (config[2] ?? 0);
  const isEscaped = (bits >> 19) === 31 || ((bits >> 15) & 15) === 15;
  const code = isEscaped ? 0 : (bits >> 11) & 15;
  return code === 0 ? undefined : code === 7 ? 8 : code < 7 ? code : undefined;
}
