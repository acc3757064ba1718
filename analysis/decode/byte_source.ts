/** Bytes that can be read from anywhere: a file, or an array in memory. */
export interface ByteSource extends Disposable {
  readonly size: number;
  /** Path of the file, where there is one. */
  readonly path?: string;
  /** At most `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes in memory, which may also be found at `path`. */
export function bytesSource(bytes: Uint8Array, path?: string): ByteSource {
  return {
    size: bytes.length,
    ...(path !== undefined && { path }),
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    [Symbol.dispose]() {},
  };
}

/** Opens a file for reading. @throws The system's error where it cannot be opened. */
export async function fileSource(path: string): Promise<ByteSource> {
  const file = await Deno.open(path);
  const { size } = await file.stat();
  return {
    size,
    path,
    read: (offset, length) =>
      readAt(file, { offset, length: Math.max(0, Math.min(length, size - offset)) }),
    [Symbol.dispose]: () => file.close(),
  };
}

async function readAt(
  file: Deno.FsFile,
  range: { readonly offset: number; readonly length: number },
): Promise<Uint8Array> {
  await file.seek(range.offset, Deno.SeekMode.Start);
  const bytes = new Uint8Array(range.length);
  let filled = 0;
  while (filled < range.length) {
    const read = await file.read(bytes.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** The bytes from `start` to `end` in blocks of 64 KiB. */
export async function* blocksOf(
  source: ByteSource,
  range: { readonly start: number; readonly end?: number },
): AsyncGenerator<Uint8Array> {
  const end = range.end ?? source.size;
  for (let at = range.start; at < end;) {
    const block = await source.read(at, Math.min(1 << 16, end - at));
    if (block.length === 0) return;
    at += block.length;
    yield block;
  }
}
