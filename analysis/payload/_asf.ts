import { blocksOf, type ByteSource } from "../decode/byte_source.ts";
import { type Payload, type Range, unreadable, viewAt } from "./_payload.ts";

/** GUID of the data object, as the first of its fields is written (ASF specification, 10.1). */
const DATA_OBJECT = 0x75b2_2636;
/** The object's GUID and length, the file's id, the number of packets, two reserved bytes. */
const DATA_HEADER_BYTES = 50;

/** The packets of the data object; tags stand in the header object. */
export async function* asfPayload(source: ByteSource, { start, end }: Range): Payload {
  for (let at = start; at + 24 <= end;) {
    const view = await viewAt(source, { at, length: 24, end });
    const length = Number(view.getBigUint64(16, true));
    if (view.getUint32(0, true) === DATA_OBJECT) {
      const last = Math.min(at + length, end);
      if (at + DATA_HEADER_BYTES >= last) break;
      return yield* blocksOf(source, { start: at + DATA_HEADER_BYTES, end: last });
    }
    if (length < 24) break;
    at += length;
  }
  throw unreadable;
}
