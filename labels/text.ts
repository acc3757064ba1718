import { LabelError } from "./failure.ts";
import type { SourceFiles } from "./files.ts";

/**
 * The text of a file, piece by piece: UTF-8, or UTF-16 where its first bytes say so; a byte order mark
 * is left out. Throws a LabelError where the bytes are neither.
 */
export async function* readText(files: SourceFiles, name: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let lines = 0;
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return decoder!.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw new LabelError(
        `Cannot read ${name}: near line ${
          lines + badLine(decoder!.encoding, bytes)
        } it is not UTF-8; save it as UTF-8 and try again`,
        { cause },
      );
    }
  };
  for await (const bytes of await files.open(name)) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    const text = decoded(bytes);
    if (text.includes("\0")) {
      throw new LabelError(`Cannot read ${name}: it is no text, it holds bytes of value 0`);
    }
    yield text;
    lines += lineEnds(text);
  }
  if (decoder) yield decoded();
}

/** The first line of some bytes that does not decode, from 1; a cut-off character at their start is none. */
function badLine(encoding: string, bytes: Uint8Array = new Uint8Array()): number {
  const begin = Math.max(0, bytes.findIndex((byte) => (byte & 0xc0) !== 0x80));
  const text = new TextDecoder(encoding).decode(bytes.subarray(begin));
  const bad = text.indexOf("\ufffd");
  return 1 + lineEnds(bad < 0 ? text : text.slice(0, bad));
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** One line of a text, without its end, and its number from 1. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

/** A longer line, or record, is no line of labels. */
export const LONGEST_RECORD = 1 << 23;

/** What is said of a line that is longer. */
export function tooLong(name: string, line: number): LabelError {
  return new LabelError(
    `Cannot read ${name}: line ${line} is longer than 8 MB, which no line of labels is`,
  );
}

/** The lines of a file. Throws a LabelError for one of more than 8 MB. */
export async function* readLines(files: SourceFiles, name: string): AsyncGenerator<Line> {
  let rest = "";
  let line = 0;
  for await (const piece of readText(files, name)) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop()!;
    if (rest.length > LONGEST_RECORD) {
      throw tooLong(name, line + lines.length + 1);
    }
    for (const text of lines) {
      yield { line: ++line, text: text.endsWith("\r") ? text.slice(0, -1) : text };
    }
  }
  if (rest !== "") yield { line: ++line, text: rest };
}

/** The whole text of a small file. */
export async function wholeText(files: SourceFiles, name: string): Promise<string> {
  return (await Array.fromAsync(readText(files, name))).join("");
}

/** The first few thousand characters of a file; empty where it is no text. */
export async function headOf(files: SourceFiles, name: string): Promise<string> {
  let head = "";
  try {
    for await (const piece of readText(files, name)) {
      head += piece;
      if (head.length > 4_000) break;
    }
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    return "";
  }
  return head.slice(0, 4_000);
}
