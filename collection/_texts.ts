/** Texts that are decoded at once. */
const BLOCK = 4096;

/**
 * The texts of a UTF-8 column: text `i` lies at `offsets[i]` to `offsets[i + 1]` of `bytes`. Many are
 * decoded at once and cut apart. A browser keeps each text that it decodes outside of the heap of
 * JavaScript, at several times its size; what is cut from one shares its memory.
 */
export function textsAt(bytes: Uint8Array, offsets: Int32Array): string[] {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const texts: string[] = [];
  for (let first = 0; first < offsets.length - 1; first += BLOCK) {
    const end = Math.min(first + BLOCK, offsets.length - 1);
    const block = bytes.subarray(offsets[first], offsets[end]);
    const text = decoder.decode(block);
    const plain = text.length === block.length;
    let at = 0;
    for (let i = first; i < end; i++) {
      const [from, to] = [offsets[i]!, offsets[i + 1]!];
      const length = plain ? to - from : lengthOf(bytes, { from, to });
      texts.push(text.slice(at, at + length));
      at += length;
    }
  }
  return texts;
}

/** UTF-16 units of a stretch of UTF-8: one a character, two for one of four bytes. */
function lengthOf(
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  let length = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1;
  }
  return length;
}
