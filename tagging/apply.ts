import type { Stats } from "node:fs";
import { lstat, realpath, rename, rm, stat, utimes } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { audioHash } from "../analysis/mod.ts";
import { MOST_BYTES, readWhole, sha256, writeDurably } from "./_file.ts";
import { bytesBefore, type Journal, type JournalEntry, journalEntry } from "./journal.ts";
import { type LeftFile, type PlannedFile, reasonOf } from "./plan.ts";
import { TagFileError } from "./failure.ts";
import { type Id3Version, readTagValues, tagIn, withTags } from "./tag_file.ts";

/** A file that was written. */
export interface WrittenFile {
  readonly path: string;
  /** Bytes and ms since epoch, as it is now. */
  readonly size: number;
  readonly modified: number;
}

/** Where and how tags are written. */
export interface ApplyOptions {
  /** The folder, links followed, below which files may be written. */
  readonly music: string;
  readonly journal: Journal;
  /** Leave the time of the last change as it was. */
  readonly keepTimes: boolean;
  /** Version of the tags of MP3; without it each keeps its own. */
  readonly id3?: Id3Version;
}

/**
 * Writes the tags of one file: to a copy beside it, whose sound is compared with that of the file, and which
 * then takes its place. A file that is not what the plan saw, or that has further hard links, is left.
 */
export async function applyTags(
  planned: PlannedFile,
  { music, journal, keepTimes, id3 }: ApplyOptions,
): Promise<WrittenFile | LeftFile> {
  const { path } = planned;
  try {
    const real = await placeBelow(music, path);
    const info = await stat(real);
    if (info.size !== planned.size || Math.trunc(info.mtimeMs) !== planned.modified) {
      throw new TagFileError("it has changed since the plan was made");
    }
    if (info.size > MOST_BYTES) throw new TagFileError("it is larger than 2 GB");
    if (info.nlink > 1) throw new TagFileError("it has further hard links, which would be parted");
    const before = await readWhole(real);
    const changes = Object.fromEntries(planned.changes.map((change) => [change.tag, change.new]));
    const after = await withTags(before, changes, id3);
    const temporary = temporaryOf(real);
    const entry = journalEntry({ path: real, temporary, modified: info.mtimeMs }, before, after);
    await journal.add(entry);
    try {
      await replace(real, { temporary, bytes: after, seen: info });
    } catch (error) {
      await journal.withdraw(entry);
      throw error;
    }
    if (keepTimes) await utimes(real, info.atime, info.mtime);
    const now = await stat(real);
    return { path, size: now.size, modified: Math.trunc(now.mtimeMs) };
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

/** Brings a file back to what it was before its tags were written. */
export async function undoTags(
  entry: JournalEntry,
  { music }: Pick<ApplyOptions, "music">,
): Promise<WrittenFile | LeftFile> {
  const { path, temporary } = entry;
  try {
    const real = await placeBelow(music, path);
    await rm(temporary, { force: true });
    const now = await readWhole(real);
    const hash = sha256(now);
    if (hash !== entry.before.sha256) {
      if (hash !== entry.after.sha256) {
        throw new TagFileError("it has changed since its tags were written");
      }
      const info = await stat(real);
      const bytes = bytesBefore(entry, now);
      await replace(real, {
        temporary: temporaryOf(real),
        bytes,
        seen: info,
      });
      const then = new Date(entry.before.modified);
      await utimes(real, info.atime, then);
    }
    const { size, mtimeMs } = await stat(real);
    return { path, size, modified: Math.trunc(mtimeMs) };
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

/** Why a file is not as a plan wants it; undefined where it is. */
export async function checkTags({ path, changes }: PlannedFile): Promise<string | undefined> {
  try {
    const values = await readTagValues(await readWhole(path));
    const wrong = changes.find((change) =>
      tagIn(values, change.tag).join("\n") !== change.new.join("\n")
    );
    if (!wrong) return undefined;
    const found = tagIn(values, wrong.tag).join("; ");
    return `${wrong.tag} is ${found === "" ? "missing" : found}, not ${wrong.new.join("; ")}`;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The file itself, links followed, where it lies below a folder and is a regular file. */
async function placeBelow(folder: string, path: string): Promise<string> {
  const real = await realpath(path);
  const within = folder.endsWith(sep) ? folder : folder + sep;
  if (!real.startsWith(within)) throw new TagFileError(`it is not below ${folder}`);
  if (!(await lstat(real)).isFile()) throw new TagFileError("it is no regular file");
  return real;
}

function temporaryOf(path: string): string {
  const mark = crypto.randomUUID().slice(0, 8);
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${mark}.fonoteca`);
}

async function replace(
  path: string,
  { temporary, bytes, seen }: {
    readonly temporary: string;
    readonly bytes: Uint8Array;
    readonly seen: Stats;
  },
): Promise<void> {
  try {
    await writeDurably(temporary, bytes, seen.mode & 0o7777);
    if (await audioHash(temporary) !== await audioHash(path)) {
      throw new TagFileError("its sound would not stay bit for bit what it is");
    }
    const { ino, size, mtimeMs } = await stat(path);
    if (ino !== seen.ino || size !== seen.size || mtimeMs !== seen.mtimeMs) {
      throw new TagFileError("somebody else is changing it");
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
