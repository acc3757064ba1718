import { firstMpegFrame } from "./mpeg_header.ts";

/** Bytes of a file's beginning that {@linkcode sniffAudio} wants to see; fewer will do. */
export const SNIFF_BYTES = 4096;

/** What the first bytes of a file say it is. */
export interface Sniffed {
  /** Such as `mp3`, `ogg`, `flac`, `wav`, `aiff`, `mp4`. */
  readonly container: string;
  /** Codec, where the first bytes say it. */
  readonly codec?: string;
}

/**
 * Recognises audio by its first bytes.
 *
 * @param head The file's first bytes, from 0 to {@linkcode SNIFF_BYTES} of them.
 * @returns Nothing where they are no audio known to this program.
 */
export function sniffAudio(head: Uint8Array): Sniffed | undefined {
  const id3 = id3Length(head);
  if (id3 > 0) {
    return id3 < head.length && sniffBare(head.subarray(id3)) || { container: "mp3", codec: "mp3" };
  }
  return sniffBare(head);
}

/** Length of an ID3v2 tag at the beginning of `head` in bytes, 0 where there is none. */
export function id3Length(head: Uint8Array): number {
  if (head.length < 10 || !isAt(head, 0, "ID3")) return 0;
  const size = head.subarray(6, 10);
  if (size.some((byte) => byte > 127)) return 0;
  const footer = (head[5]! & 0x10) ? 10 : 0;
  return 10 + footer + size.reduce((sum, byte) => sum * 128 + byte, 0);
}

function sniffBare(head: Uint8Array): Sniffed | undefined {
  return sniffMagic(head) ?? sniffOgg(head) ?? sniffRiff(head) ?? sniffMp4(head) ??
    sniffFrames(head);
}

const MAGIC: readonly (readonly [string, Sniffed])[] = [
  ["fLaC", { container: "flac", codec: "flac" }],
  ["wvpk", { container: "wavpack", codec: "wavpack" }],
  ["MAC ", { container: "ape", codec: "ape" }],
  ["TTA1", { container: "tta", codec: "tta" }],
  ["TTA2", { container: "tta", codec: "tta" }],
  ["tBaK", { container: "tak", codec: "tak" }],
  ["MPCK", { container: "musepack", codec: "musepack" }],
  ["MP+", { container: "musepack", codec: "musepack" }],
  ["OFR ", { container: "optimfrog", codec: "optimfrog" }],
  ["ajkg", { container: "shorten", codec: "shorten" }],
  ["DSD ", { container: "dsf", codec: "dsd" }],
  ["FRM8", { container: "dff", codec: "dsd" }],
  ["caff", { container: "caf" }],
  [".snd", { container: "au", codec: "pcm" }],
  ["#!AMR", { container: "amr", codec: "amr" }],
  [".RMF", { container: "realmedia" }],
  ["qoaf", { container: "qoa", codec: "qoa" }],
  ["\x1aE\xdf\xa3", { container: "matroska" }],
  ["\x30\x26\xb2\x75\x8e\x66\xcf\x11", { container: "asf" }],
  ["\x0b\x77", { container: "ac3", codec: "ac3" }],
  ["\x7f\xfe\x80\x01", { container: "dts", codec: "dts" }],
  ["riff\x2e\x91\xcf\x11", { container: "w64", codec: "pcm" }],
];

function sniffMagic(head: Uint8Array): Sniffed | undefined {
  return MAGIC.find(([magic]) => isAt(head, 0, magic))?.[1];
}

function sniffOgg(head: Uint8Array): Sniffed | undefined {
  if (!isAt(head, 0, "OggS")) return undefined;
  const packet = 27 + (head[26] ?? 0);
  if (isAt(head, packet, "\x01vorbis")) return { container: "ogg", codec: "vorbis" };
  if (isAt(head, packet, "OpusHead")) return { container: "ogg", codec: "opus" };
  if (isAt(head, packet, "\x7fFLAC")) return { container: "ogg", codec: "flac" };
  if (isAt(head, packet, "Speex   ")) return { container: "ogg", codec: "speex" };
  return { container: "ogg" };
}

function sniffRiff(head: Uint8Array): Sniffed | undefined {
  const isWave = isAt(head, 8, "WAVE");
  if (isWave && ["RIFF", "RIFX", "RF64", "BW64"].some((id) => isAt(head, 0, id))) {
    return { container: "wav" };
  }
  if (isAt(head, 0, "FORM") && (isAt(head, 8, "AIFF") || isAt(head, 8, "AIFC"))) {
    return { container: "aiff" };
  }
  return undefined;
}

function sniffMp4(head: Uint8Array): Sniffed | undefined {
  const isBox = isAt(head, 4, "ftyp") || (isAt(head, 4, "moov") && head[0] === 0) ||
    (isAt(head, 4, "mdat") && head[0] === 0);
  const isPicture = ["avif", "heic", "heix", "mif1", "msf1", "crx "].some((id) =>
    isAt(head, 8, id)
  );
  return isBox && !isPicture ? { container: "mp4" } : undefined;
}

/** Headerless streams: ADTS (layer bits 00) and MPEG audio. */
function sniffFrames(head: Uint8Array): Sniffed | undefined {
  if (isAdts(head)) return { container: "adts", codec: "aac" };
  const at = firstMpegFrame(head, head.length);
  if (at < 0) return undefined;
  const layer = 4 - ((head[at + 1]! >> 1) & 3);
  return { container: "mp3", codec: `mp${layer}` };
}

function isAdts(head: Uint8Array): boolean {
  if (head.length < 7 || head[0] !== 0xff || (head[1]! & 0xf6) !== 0xf0) return false;
  const length = ((head[3]! & 3) << 11) | (head[4]! << 3) | (head[5]! >> 5);
  const next = head.subarray(length, length + 2);
  return length >= 7 && (next.length < 2 || (next[0] === 0xff && (next[1]! & 0xf6) === 0xf0));
}

function isAt(bytes: Uint8Array, offset: number, text: string): boolean {
  if (offset + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}
