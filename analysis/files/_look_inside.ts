import { SNIFF_BYTES, sniffAudio, type Sniffed } from "./sniff.ts";
import { reasonOf } from "./reason.ts";

const AUDIO_ENDINGS = new Set(
  ("mp3 mp2 mp1 mpga ogg oga opus spx flac wav wave bwf rf64 w64 aif aiff aifc m4a m4b m4p m4r aac " +
    "alac adts wma wv ape tta tak mpc mp+ ofr shn dsf dff caf au snd amr ra ac3 eac3 dts mka weba qoa")
    .split(" "),
);
const VIDEO_ENDINGS = new Set(
  "avi flv m2ts m4v mkv mov mpeg mpg mts ogm ogv qt rm rmvb ts vob wmv 3gp".split(" "),
);
const DEEP_SNIFF_BYTES = 1 << 16;

/** What a look at a regular file's first bytes says of it. */
export type Verdict = "audio" | "ignored" | { readonly skipped: string };

/** Decides by content whether a file is audio, and by name whether anybody would miss it if not. */
export async function lookInside(
  path: string,
  file: { readonly name: string; readonly size: number; readonly hidden: boolean },
): Promise<Verdict> {
  const ending = endingOf(file.name);
  const isNamedAudio = AUDIO_ENDINGS.has(ending);
  if (file.size === 0) return isNamedAudio ? { skipped: "empty file" } : "ignored";
  let head: Uint8Array;
  let sniffed: Sniffed | undefined;
  try {
    head = await readHead(path, SNIFF_BYTES);
    sniffed = sniffAudio(head);
    if (!sniffed && isNamedAudio) sniffed = sniffAudio(await readHead(path, DEEP_SNIFF_BYTES));
  } catch (error) {
    return { skipped: reasonOf(error, file.name) };
  }
  if (sniffed && VIDEO_ENDINGS.has(ending)) return "ignored";
  if (sniffed) {
    return file.name.startsWith(".") && !file.hidden ? { skipped: "hidden file" } : "audio";
  }
  if (!isNamedAudio) return "ignored";
  return { skipped: `named .${ending} but holds ${contentOf(head)}` };
}

async function readHead(path: string, length: number): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const head = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const read = await file.read(head.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return head.subarray(0, filled);
}

function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}

const KNOWN_CONTENT: readonly (readonly [string, readonly number[]])[] = [
  ["a macOS resource fork (AppleDouble)", [0x00, 0x05, 0x16, 0x07]],
  ["a JPEG picture", [0xff, 0xd8, 0xff]],
  ["a PNG picture", [0x89, 0x50, 0x4e, 0x47]],
  ["a ZIP archive", [0x50, 0x4b, 0x03, 0x04]],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46]],
  ["MIDI notes, which are no recording", [0x4d, 0x54, 0x68, 0x64]],
  ["MPEG video", [0x00, 0x00, 0x01, 0xba]],
];

function contentOf(head: Uint8Array): string {
  const known = KNOWN_CONTENT.find(([, magic]) => magic.every((byte, i) => head[i] === byte));
  if (known) return known[0];
  if (head.every((byte) => byte === 0)) return "zeros only";
  return isText(head) ? "text" : "no audio known to this program";
}

function isText(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, Math.max(1, head.length - 4)));
  // deno-lint-ignore no-control-regex
  return !/[\x00-\x08\x0e-\x1f\ufffd]/.test(text);
}
