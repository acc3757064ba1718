/** Bytes of PCM in which {@linkcode hiddenCodec} looks. */
export const HIDDEN_SEARCH_BYTES = 1 << 16;

/** Words that begin each frame of a stream that is dressed up as PCM so that a CD or a cable carries it. */
const SYNCS: readonly (readonly [string, readonly number[]])[] = [
  ["DTS in PCM", [0xfe, 0x7f, 0x01, 0x80]],
  ["DTS in PCM", [0x7f, 0xfe, 0x80, 0x01]],
  ["DTS in PCM", [0xff, 0x1f, 0x00, 0xe8]],
  ["DTS in PCM", [0x1f, 0xff, 0xe8, 0x00]],
  ["a compressed stream after IEC 61937 in PCM", [0x72, 0xf8, 0x1f, 0x4e]],
  ["a compressed stream after IEC 61937 in PCM", [0xf8, 0x72, 0x4e, 0x1f]],
];
const FEWEST = 3;

/**
 * Names a codec that hides in samples of 16 bit: its sync word stands at least three times at even distances,
 * which four given bytes in music do not.
 */
export function hiddenCodec(bytes: Uint8Array): string | undefined {
  for (const [name, sync] of SYNCS) {
    const places: number[] = [];
    for (let at = bytes.indexOf(sync[0]!); at >= 0; at = bytes.indexOf(sync[0]!, at + 1)) {
      if (at % 2 === 0 && sync.every((byte, i) => bytes[at + i] === byte)) places.push(at);
      if (places.length === FEWEST) break;
    }
    const [a, b, c] = places;
    if (a !== undefined && b !== undefined && c !== undefined && c - b === b - a) return name;
  }
  return undefined;
}
