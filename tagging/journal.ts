import { Buffer } from "node:buffer";
import { mkdirSync } from "node:fs";
import { appendFile, open, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sha256 } from "./_file.ts";
import { TaggingError } from "./failure.ts";

/** How a file becomes again what it was: the bytes that differ, between those that do not. */
export interface JournalEntry {
  readonly path: string;
  /** The file beside it that was being written. */
  readonly temporary: string;
  readonly before: FileState;
  readonly after: FileState;
  /** Bytes that are the same at the beginning and at the end. */
  readonly head: number;
  readonly tail: number;
  /** What lay between, gzip, base64. */
  readonly old: string;
}

/** A file by its content. */
export interface FileState {
  /** SHA-256 of all bytes. */
  readonly sha256: string;
  /** ms since epoch. */
  readonly modified: number;
}

/** What is written to the journal before a file is replaced. */
export function journalEntry(
  files: { readonly path: string; readonly temporary: string; readonly modified: number },
  before: Uint8Array,
  after: Uint8Array,
): JournalEntry {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const old = before.subarray(head, before.length - tail);
  return {
    path: files.path,
    temporary: files.temporary,
    before: { sha256: sha256(before), modified: files.modified },
    after: { sha256: sha256(after), modified: files.modified },
    head,
    tail,
    old: gzipSync(old).toString("base64"),
  };
}

/** The bytes as they were. Throws where they are not those that the entry knows. */
export function bytesBefore(
  { head, tail, old, before }: JournalEntry,
  now: Uint8Array,
): Uint8Array {
  const between = gunzipSync(Buffer.from(old, "base64"));
  const bytes = new Uint8Array(head + between.length + tail);
  bytes.set(now.subarray(0, head));
  bytes.set(between, head);
  bytes.set(now.subarray(now.length - tail), head + between.length);
  if (sha256(bytes) !== before.sha256) throw new Error("its old bytes cannot be put together");
  return bytes;
}

/** A journal of changes to files, an entry a line, each on the disk before its file is touched. */
export class Journal {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** A new journal in a folder. */
  static begin(folder: string, now: Date): Journal {
    mkdirSync(folder, { recursive: true });
    return new Journal(join(folder, `${now.toISOString().replaceAll(":", "-")}.ndjson`));
  }

  async add(entry: JournalEntry): Promise<void> {
    await appendFile(this.path, lineOf(entry));
    const file = await open(this.path, "r");
    await file.sync();
    await file.close();
  }

  /**
   * Takes the entry that was added last back, as its file was left as it was. A journal without any is
   * no file, so that it does not stand before the one that has something to undo.
   */
  async withdraw(entry: JournalEntry): Promise<void> {
    const { size } = await stat(this.path);
    const rest = size - Buffer.byteLength(lineOf(entry));
    await (rest > 0 ? truncate(this.path, rest) : rm(this.path));
  }
}

function lineOf(entry: JournalEntry): string {
  return JSON.stringify(entry) + "\n";
}

/** The latest journal of a folder. */
export async function latestJournal(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const latest = names.filter((name) => name.endsWith(".ndjson")).sort().at(-1);
  if (latest === undefined) {
    throw new TaggingError(`Cannot undo: ${folder} holds no journal, so no tags were written`);
  }
  return join(folder, latest);
}

/** The entries of a journal, the last first. A line that was cut short was of a file never touched. */
export async function readJournal(path: string): Promise<readonly JournalEntry[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new TaggingError(`Cannot read the journal ${path}: there is no such file`);
  }
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line, i) => {
    try {
      return JSON.parse(line) as JournalEntry;
    } catch {
      throw new TaggingError(`Cannot read the journal ${path}: line ${i + 1} is damaged`);
    }
  }).reverse();
}
