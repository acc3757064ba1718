import { dirname, join } from "node:path";
import { audioHash } from "../../analysis/mod.ts";
import { ExpectedError, type Instant } from "../../domain/mod.ts";
import { storeFailure } from "../../store/mod.ts";

/** How much of dropped files is held, and for how long. */
export interface HeldLimits {
  /** Bytes of one file. */
  readonly file: number;
  /** Bytes of all files together. */
  readonly all: number;
  /** Milliseconds after the analysis of a file. */
  readonly time: number;
}

/** 500 MB a file, 1 GB in all, for a day. */
export const HELD_LIMITS: HeldLimits = { file: 500e6, all: 1e9, time: 24 * 3_600_000 };

/** A dropped file on disk. */
export interface HeldFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  readonly hash: string;
  readonly modified: Instant;
}

/** What keeps a dropped file from being taken or kept, in words. */
export class GuestError extends ExpectedError {
  override readonly name = "GuestError";
}

interface Held {
  readonly path: string;
  bytes: number;
  /** Set once the file may go to make room for others. */
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * The bytes of dropped files: in a folder of this process, which a lock tells from those that ended
 * processes left. The folder is hidden, so that an analysis of the folders around passes it over.
 */
export class HeldFiles {
  readonly #parent: string | undefined;
  readonly #limits: HeldLimits;
  readonly #held = new Map<string, Held>();
  /** Bytes that could not be deleted, and those that other servers of the store held at the last look. */
  #stuck = 0;
  #foreign = 0;
  #folder: Promise<{ readonly path: string; readonly lock: Deno.FsFile }> | undefined;

  /** @param folder Where the folder is made; nothing is taken where there is none. */
  constructor(folder: string | undefined, limits: HeldLimits = HELD_LIMITS) {
    this.#parent = folder && join(folder, ".dropped");
    this.#limits = limits;
  }

  /** Deletes what ended processes have left. */
  async clearLeftovers(): Promise<void> {
    if (!this.#parent) return;
    for (const name of await namesIn(this.#parent)) {
      await removeUnlocked(join(this.#parent, name)).catch(() => {});
    }
  }

  /**
   * Writes a file; the oldest that are idle go where there is no room. Throws a {@linkcode GuestError}
   * where it is empty or too large, or those that are not idle leave no room.
   */
  async write(
    body: ReadableStream<Uint8Array>,
    { id, ending }: { readonly id: string; readonly ending: string },
  ): Promise<HeldFile> {
    const folder = await this.#openFolder();
    this.#foreign = await bytesBeside(folder);
    const path = join(folder, `${id}${ending}`);
    const held: Held = { path, bytes: 0 };
    this.#held.set(id, held);
    const counted = body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: async (chunk, controller) => {
          held.bytes += chunk.length;
          const fault = await this.#fault(held);
          if (fault === undefined) controller.enqueue(chunk);
          else controller.error(new GuestError(fault));
        },
      }),
    );
    try {
      await Deno.writeFile(path, counted, { createNew: true });
      if (held.bytes === 0) throw new GuestError("Cannot take this file: it is empty");
      const modified = (await Deno.stat(path)).mtime?.getTime() ?? 0;
      return { path, size: held.bytes, modified, hash: await audioHash(path) };
    } catch (error) {
      await this.release(id);
      throw guestErrorOf("take this file", error);
    }
  }

  /** Says that a file is not in use: it may go when its time is up or others need the room. */
  settle(id: string): void {
    const held = this.#held.get(id);
    if (!held) return;
    held.timer = setTimeout(() => void this.release(id), this.#limits.time);
    Deno.unrefTimer(held.timer);
  }

  /** Whether the bytes of a file are still there. */
  holds(id: string): boolean {
    return this.#held.has(id);
  }

  /** Deletes a file, if it is still where it was. */
  async release(id: string): Promise<void> {
    const held = this.#held.get(id);
    if (!held) return;
    clearTimeout(held.timer);
    this.#held.delete(id);
    await Deno.remove(held.path).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) this.#stuck += held.bytes;
    });
  }

  /** Deletes all files. */
  async close(): Promise<void> {
    for (const id of [...this.#held.keys()]) await this.release(id);
    const folder = await this.#folder?.catch(() => undefined);
    this.#folder = undefined;
    if (!folder) return;
    folder.lock.close();
    await Deno.remove(folder.path, { recursive: true }).catch(() => {});
  }

  async #openFolder(): Promise<string> {
    if (!this.#parent) throw new GuestError("Cannot take files: this store is not kept in a file");
    this.#folder ??= openFolder(this.#parent);
    try {
      return (await this.#folder).path;
    } catch (error) {
      this.#folder = undefined;
      throw guestErrorOf(`take files into ${this.#parent}`, error);
    }
  }

  /** Makes room for a file that has grown; why there is none, else. */
  async #fault(growing: Held): Promise<string | undefined> {
    const { file, all } = this.#limits;
    if (growing.bytes > file) return `Cannot take this file: ${file / 1e6} MB is the most`;
    for (const [id, held] of this.#held) {
      if (this.#bytes <= all) break;
      if (held.timer !== undefined) await this.release(id);
    }
    return this.#bytes <= all
      ? undefined
      : "Cannot take this file: too many others wait for their analysis; drop it again when they are done";
  }

  get #bytes(): number {
    const own = [...this.#held.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    return own + this.#stuck + this.#foreign;
  }
}

/** What kept an `action` from succeeding, as a {@linkcode GuestError} of one line. */
export function guestErrorOf(action: string, cause: unknown): GuestError {
  if (cause instanceof GuestError) return cause;
  return new GuestError(storeFailure(action, cause).message, { cause });
}

const LOCK = "lock";

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** Bytes of the files in the folders beside one. */
async function bytesBeside(folder: string): Promise<number> {
  const parent = dirname(folder);
  let bytes = 0;
  for (const name of await namesIn(parent)) {
    if (join(parent, name) === folder) continue;
    for (const file of await namesIn(join(parent, name))) {
      bytes += (await Deno.stat(join(parent, name, file)).catch(() => undefined))?.size ?? 0;
    }
  }
  return bytes;
}

async function openFolder(parent: string) {
  const path = join(parent, crypto.randomUUID());
  await Deno.mkdir(parent, { recursive: true });
  await Deno.mkdir(path, { mode: 0o700 });
  const lock = await Deno.open(join(path, LOCK), { createNew: true, write: true });
  await lock.lock(true);
  return { path, lock };
}

/** Deletes the folder of a process that has ended: the system has given up its lock. */
async function removeUnlocked(path: string): Promise<void> {
  using lock = await Deno.open(join(path, LOCK), { write: true });
  if (await lock.tryLock(true)) await Deno.remove(path, { recursive: true });
}
