import { blocksOf, type ByteSource } from "../decode/byte_source.ts";
import { type Payload, type Range, unreadable, viewAt } from "./_payload.ts";

/** Ids of EBML elements, with their length marker (RFC 9559). */
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;

/** The clusters of a Matroska or WebM file; tags, cues and attachments are elements beside them. */
export async function* matroskaPayload(source: ByteSource, { start, end }: Range): Payload {
  let found = false;
  for (let at = start; at < end;) {
    const element = await elementAt(source, { at, end });
    if (element.id === SEGMENT) {
      at = element.start;
      continue;
    }
    if (element.id === CLUSTER) {
      found = true;
      yield* blocksOf(source, element);
    }
    at = element.end;
  }
  if (!found) throw unreadable;
}

/** An element whose length is not known ends with the file: only live streams write such clusters. */
async function elementAt(
  source: ByteSource,
  { at, end }: { readonly at: number; readonly end: number },
): Promise<Range & { readonly id: number }> {
  const view = await viewAt(source, { at, length: 12, end });
  const id = numberAt(view, 0);
  const length = id && numberAt(view, id.bytes);
  if (!id || !length) throw unreadable;
  const start = at + id.bytes + length.bytes;
  const isUnknown = length.value === 2 ** (7 * length.bytes) - 1;
  return { id: id.marked, start, end: isUnknown ? end : Math.min(start + length.value, end) };
}

/** A number of variable length: as many bytes as its first has leading zeros, and one. */
function numberAt(view: DataView, at: number) {
  if (at >= view.byteLength) return undefined;
  const bytes = Math.clz32(view.getUint8(at)) - 23;
  if (bytes > 8 || at + bytes > view.byteLength) return undefined;
  let marked = 0;
  for (let i = 0; i < bytes; i++) marked = marked * 256 + view.getUint8(at + i);
  return { bytes, marked, value: marked - 2 ** (7 * bytes) };
}
