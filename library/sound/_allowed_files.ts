import { sep } from "node:path";
import { SNIFF_BYTES, sniffAudio } from "../../analysis/mod.ts";
import type { Instant } from "../../domain/mod.ts";
import { PlaybackError } from "./_playback_error.ts";

/** Bytes of a file that are looked through for audio where its first ones show none. */
const DEEP_SNIFF_BYTES = 1 << 16;

/** An opened file. */
export interface OpenedFile {
  readonly file: Deno.FsFile;
  readonly info: Deno.FileInfo;
  /** Where it was opened, links followed. */
  readonly path: string;
}

/** What a file was when it was analysed. */
export interface FileFacts {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly modified: Instant;
}

/**
 * Opens the music files that may be played: regular files below the folders that the user has had
 * analysed or has allowed, that hold audio, and that are what was analysed. What a store says of a path
 * alone opens nothing.
 */
export class AllowedFiles {
  readonly #folders: () => Promise<readonly string[]>;

  /** @param folders The folders that are allowed as of now. */
  constructor(folders: () => Promise<readonly string[]>) {
    this.#folders = folders;
  }

  /** Opens a file. Throws a {@linkcode PlaybackError} that says why it may not be played. */
  async open(facts: FileFacts): Promise<OpenedFile> {
    const { path } = facts;
    try {
      return await this.#open(facts);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        throw new PlaybackError(
          `The file is not at ${path} any more. Analyse the folder where it is now, and it is found again`,
          { kind: "gone" },
        );
      }
      if (error instanceof Deno.errors.PermissionDenied) {
        throw new PlaybackError(`The file at ${path} may not be read. Change its permissions`, {
          kind: "forbidden",
        });
      }
      throw error;
    }
  }

  async #open({ path, size, modified }: FileFacts): Promise<OpenedFile> {
    const real = await this.#allowed(path);
    requireRegular(await Deno.lstat(real), path);
    const file = await Deno.open(real);
    try {
      const info = await file.stat();
      requireRegular(info, path);
      const there = await Deno.lstat(await this.#allowed(path));
      if (there.dev !== info.dev || there.ino !== info.ino) throw changed(path);
      if (info.size !== size || (info.mtime?.getTime() ?? 0) !== modified) throw changed(path);
      if (!await holdsAudio(file)) {
        throw new PlaybackError(`The file at ${path} holds no audio`, { kind: "forbidden" });
      }
      return { file, info, path: real };
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Where a path leads, links followed, which has to be below an allowed folder. */
  async #allowed(path: string): Promise<string> {
    const real = await Deno.realPath(path);
    for (const folder of await this.#folders()) {
      if (isBelow(real, await realPathOf(folder))) return real;
    }
    const where = real === path ? path : `${path}, a link to ${real},`;
    throw new PlaybackError(
      `The file at ${where} is in no folder that was analysed here, so it is not played. ` +
        "Analyse its folder, or start the server with --allow and that folder",
      { kind: "forbidden" },
    );
  }
}

function requireRegular({ isFile }: Deno.FileInfo, path: string): void {
  if (isFile) return;
  throw new PlaybackError(`At ${path} is no regular file`, { kind: "forbidden" });
}

function changed(path: string): PlaybackError {
  return new PlaybackError(
    `The file at ${path} is not the one that was analysed. Analyse its folder again`,
    { kind: "changed" },
  );
}

async function holdsAudio(file: Deno.FsFile): Promise<boolean> {
  const head = new Uint8Array(DEEP_SNIFF_BYTES);
  let filled = 0;
  for (let read = 0; filled < head.length; filled += read) {
    const more = await file.read(head.subarray(filled));
    if (more === null) break;
    read = more;
  }
  await file.seek(0, Deno.SeekMode.Start);
  const read = head.subarray(0, filled);
  return sniffAudio(read.subarray(0, SNIFF_BYTES)) !== undefined || sniffAudio(read) !== undefined;
}

async function realPathOf(folder: string): Promise<string> {
  try {
    return await Deno.realPath(folder);
  } catch {
    return folder;
  }
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
