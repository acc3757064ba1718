import { basename } from "node:path";
import { copyStore, openStore, type Store, StoreError } from "../store/mod.ts";
import { ExchangeError } from "./failure.ts";

const ENDING = ".kv";

/** Name of a part: its file's without the ending. */
export function nameOfPart(path: string): string {
  return basename(path).slice(0, -ENDING.length);
}

/** The stores of a folder, by number. Throws an ExchangeError where there is none. */
export async function partsIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && name.endsWith(ENDING)) names.push(name);
    }
  } catch (cause) {
    const why = cause instanceof Deno.errors.NotFound
      ? "there is no such folder"
      : cause instanceof Deno.errors.NotADirectory
      ? "it is no folder; name the one that the parts are in"
      : String(cause);
    throw new ExchangeError(`Cannot collect ${folder}: ${why}`, { cause });
  }
  if (names.length === 0) {
    throw new ExchangeError(
      `Cannot collect ${folder}: there is no part in it; parts are stores whose names end in ${ENDING}`,
    );
  }
  const byNumber = new Intl.Collator("en", { numeric: true });
  return names.sort(byNumber.compare).map((name) => `${folder}/${name}`);
}

/** Opens a copy of a part for the time of some work; why it could not be read, where it could not. */
export async function withPart(
  path: string,
  scratch: string,
  work: (part: Store) => Promise<void>,
): Promise<string | undefined> {
  let copy: string | undefined;
  try {
    copy = await copyStore(path, scratch);
    using part = await openStore(copy, { create: false });
    await work(part);
    return undefined;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const said = copy === undefined ? error.message : error.message.replaceAll(copy, path);
    if (said.includes(path)) return said;
    throw error;
  } finally {
    if (copy !== undefined) {
      for (const ending of ["", "-wal", "-shm"]) await Deno.remove(copy + ending).catch(() => {});
    }
  }
}
