import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";

/** Files are taken whole into memory: beyond this they are left alone. */
export const MOST_BYTES = 2e9;

export async function readWhole(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path));
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Writes a new file and waits until the disk has it. */
export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  mode: number,
): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await file.writeFile(bytes);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}
