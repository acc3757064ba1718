/** Thrown where a file is no longer the one that was hashed. */
export class ChangedMeanwhile extends Error {
  override readonly name = "ChangedMeanwhile";

  constructor() {
    super("the file changed while it was analysed");
  }
}

/** Tells whether a file is still the one it was: its place on the disk, its size and its times. */
export async function stampOf(path: string): Promise<string> {
  const { dev, ino, size, mtime, ctime } = await Deno.stat(path);
  return [dev, ino, size, mtime?.getTime(), ctime?.getTime()].join(":");
}
