/** Bytes that are handed to a connection at once; a client that does not read costs no more than these. */
const PIECE = 128 * 1024;
/** Up to here a copy for each answer is cheaper than a stream. */
const SMALL = 32 * 1024;

/**
 * A body of bytes that many answers share: a large one is handed on piece by piece as it is read, and
 * nobody who reads slowly, or not at all, holds a copy of the whole.
 */
export function sharedBody(bytes: Uint8Array<ArrayBuffer>): BodyInit {
  if (bytes.length <= SMALL) return bytes;
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(bytes.subarray(at, at + PIECE));
      at += PIECE;
      if (at >= bytes.length) controller.close();
    },
  }, { highWaterMark: 0 });
}
