/** What the sample description of a track says of its codec. */
export interface Mp4Config {
  readonly codec?: string;
  readonly channels?: number;
  /** AudioSpecificConfig of AAC. */
  readonly aac?: Uint8Array;
  /** Magic cookie of Apple Lossless. */
  readonly alac?: Uint8Array;
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
 * Codec and channels of a sample description (`stsd`). For AAC they come from the AudioSpecificConfig, as the
 * sample entry of most encoders says two channels whatever it is.
 */
export function sampleEntryOf(stsd: Uint8Array | undefined): Mp4Config {
  if (!stsd || stsd.length < 16) return {};
  const name = ascii(stsd, 12);
  const codec = ENTRIES[name];
  const channels = stsd.length > 33 ? (stsd[32]! << 8) | stsd[33]! : 0;
  const entry = { ...(codec && { codec }), ...(channels > 0 && { channels }) };
  if (name === "alac") {
    const alac = boxNamed(stsd, "alac", 20);
    return alac && alac.length >= 28 ? { ...entry, alac: alac.subarray(0, 28) } : entry;
  }
  if (codec) return entry;
  const esds = name === "mp4a" ? boxNamed(stsd, "esds", 20) : undefined;
  return esds ? esdsConfig(esds.subarray(4)) : {};
}

/** Body of a box somewhere within a sample entry, whose head differs between versions of QuickTime. */
function boxNamed(bytes: Uint8Array, name: string, from: number): Uint8Array | undefined {
  for (let at = from; at + 8 <= bytes.length; at++) {
    if (ascii(bytes, at) === name) return bytes.subarray(at + 4);
  }
  return undefined;
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
      const config = bytes.subarray(at, at + length);
      const channels = channelsOfAac(config);
      return {
        ...(codec && { codec }),
        ...(codec === "aac" && channels && { channels }),
        ...(codec === "aac" && config.length >= 2 && { aac: config }),
      };
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

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
