import { basename, join } from "node:path";
import { StoreError, storeFailure } from "./failure.ts";

/** Length of the head of a write-ahead log, which changes when the log is begun anew. */
const LOG_HEAD = 32;
const ATTEMPTS = 20;
const PAUSE_MS = 250;

/**
 * What tells a state of a store's files from others without reading them: size and time of the file and
 * of its write-ahead log. Throws a StoreError where there is no store.
 */
export async function stampOfStore(path: string): Promise<string> {
  const of = (info: Deno.FileInfo | undefined) =>
    info ? `${info.size}@${info.mtime?.getTime() ?? 0}` : "-";
  try {
    return `${of(await Deno.stat(path))} ${of(await existing(`${path}-wal`))}`;
  } catch (cause) {
    throw storeFailure(`read the store ${path}`, cause);
  }
}

/**
 * Copies a store as it is at this moment into a folder, whoever writes it meanwhile, be it on another
 * machine: nothing is locked and nothing beside it is written. SQLite's file is copied first and its
 * write-ahead log after it; every page that was being written to the file then is in the log as well, as
 * long as the log was not begun anew, in which case it is copied again.
 *
 * @returns The path of the copy. Throws a StoreError where it cannot be had.
 */
export async function copyStore(path: string, folder: string): Promise<string> {
  const copy = join(folder, basename(path));
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await headOfLog(path);
      await Deno.copyFile(path, copy);
      await copyLog(path, copy);
      if (await headOfLog(path) === before) return copy;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } catch (cause) {
    throw storeFailure(`copy the store ${path}`, cause);
  }
  throw new StoreError(
    `Cannot copy the store ${path}: it is written too fast; try again in a moment`,
    { kind: "passing" },
  );
}

async function copyLog(path: string, copy: string): Promise<void> {
  await Deno.remove(`${copy}-wal`).catch(() => {});
  if (await existing(`${path}-wal`)) await Deno.copyFile(`${path}-wal`, `${copy}-wal`);
}

/** The head of a store's write-ahead log; where there is none, what its file is. */
async function headOfLog(path: string): Promise<string> {
  if (!await existing(`${path}-wal`)) return await stampOfStore(path);
  using file = await Deno.open(`${path}-wal`);
  const head = new Uint8Array(LOG_HEAD);
  const read = await file.read(head) ?? 0;
  return String(head.subarray(0, read));
}

async function existing(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
