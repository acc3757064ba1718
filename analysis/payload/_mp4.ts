import { blocksOf, type ByteSource } from "../decode/byte_source.ts";
import {
  fourCharacters,
  type Part,
  type Payload,
  type Range,
  unreadable,
  viewAt,
} from "./_payload.ts";

/** Every `mdat` box: a tag editor moves them and rewrites their offsets in `moov`, never them. */
export async function* mp4Payload(source: ByteSource, range: Range): Payload {
  let found = false;
  for await (const { id, start, end } of boxes(source, range)) {
    if (id !== "mdat" || end <= start) continue;
    found = true;
    yield* blocksOf(source, { start, end });
  }
  if (!found) throw unreadable;
}

/** The boxes of the outermost level; a box that is cut ends with the file. */
async function* boxes(source: ByteSource, range: Range): AsyncGenerator<Part<string>> {
  for (let at = range.start; at + 8 <= range.end;) {
    const view = await viewAt(source, { at, length: 16, end: range.end });
    const short = view.getUint32(0);
    const isLong = short === 1 && view.byteLength === 16;
    const length = isLong ? Number(view.getBigUint64(8)) : short || range.end - at;
    const header = isLong ? 16 : 8;
    if (length < header) throw unreadable;
    const end = Math.min(at + length, range.end);
    yield { id: fourCharacters(view, 4), start: at + header, end };
    at = end;
  }
}
