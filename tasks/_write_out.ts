import { rename, rm, writeFile } from "node:fs/promises";
import { ExpectedError, whyUnwritten } from "../domain/mod.ts";

/** Writes the file that a command was asked for. Throws an ExpectedError where it cannot be written. */
export async function writeOut(path: string, content: string | Uint8Array): Promise<void> {
  await writing(path, () => writeFile(path, content));
}

/**
 * Does work that writes to a place. Throws an ExpectedError where the system does not let it; one of
 * the work itself goes on as it is.
 */
export async function writing<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isOfSystem(cause)) throw cause;
    throw new ExpectedError(`Cannot write ${place}: ${whyUnwritten(cause)}`, { cause });
  }
}

/**
 * {@linkcode writing} of a file that takes a while: it lies under its name once it is whole, and where it
 * cannot, nothing is left of it.
 */
export async function writingWhole<T>(
  path: string,
  work: (part: string) => Promise<T>,
): Promise<T> {
  const part = `${path}.part`;
  return await writing(path, async () => {
    try {
      const made = await work(part);
      await rename(part, path);
      return made;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  });
}

function isOfSystem(cause: unknown): boolean {
  return cause instanceof Error && !(cause instanceof ExpectedError) &&
    ("code" in cause || cause.name === "NotCapable");
}
