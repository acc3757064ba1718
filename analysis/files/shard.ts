/** One of several parts of a collection: `index` from 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Whether a file belongs to a shard. Every file belongs to exactly one, the same on every machine.
 *
 * @param path Relative to the root folder.
 */
export function inShard(path: string, { index, count }: Shard): boolean {
  return count <= 1 || shardOf(path, count) === index;
}

/**
 * Which of `count` shards a file belongs to, from 1: the choice rests on its path below the root (32-bit
 * FNV-1a of its UTF-8 bytes, composed as NFC, with a final mix so that similar names spread), not on
 * content or order.
 */
export function shardOf(path: string, count: number): number {
  return hash(path.replaceAll("\\", "/").normalize("NFC")) % count + 1;
}

/**
 * Reads `i/n`, as in `--shard 2/8`.
 *
 * @throws {RangeError} Where it is not two whole numbers with 1 <= i <= n.
 */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim());
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || index < 1 || index > count) {
    throw new RangeError(
      `Cannot read shard "${text}": it must be i/n with 1 <= i <= n, such as 2/8`,
    );
  }
  return { index, count };
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
