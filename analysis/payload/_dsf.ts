import { blocksOf, type ByteSource } from "../decode/byte_source.ts";
import { type Payload, type Range, unreadable, viewAt } from "./_payload.ts";

/** Bytes of the chunk `DSD `, which says where the tags begin. */
const HEADER_BYTES = 28;

/** The chunks `fmt ` and `data` of a DSD stream file; its tags stand behind them. */
export async function* dsfPayload(source: ByteSource, { start, end }: Range): Payload {
  const view = await viewAt(source, { at: start, length: HEADER_BYTES, end });
  if (view.byteLength < HEADER_BYTES) throw unreadable;
  const tags = Number(view.getBigUint64(20, true));
  const last = tags > HEADER_BYTES ? Math.min(start + tags, end) : end;
  if (last <= start + HEADER_BYTES) throw unreadable;
  yield* blocksOf(source, { start: start + HEADER_BYTES, end: last });
}
