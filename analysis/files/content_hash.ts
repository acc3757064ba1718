import { createHash } from "node:crypto";

const BLOCK_BYTES = 1 << 18;

/**
 * SHA-256 of a file's bytes, as 64 hexadecimal digits. Holds 256 KiB, whatever the file's size.
 *
 * @throws The system's error where the file cannot be read.
 */
export async function contentHash(path: string): Promise<string> {
  using file = await Deno.open(path);
  const hash = createHash("sha256");
  const block = new Uint8Array(BLOCK_BYTES);
  for (let read = await file.read(block); read !== null; read = await file.read(block)) {
    hash.update(block.subarray(0, read));
  }
  return hash.digest("hex");
}
